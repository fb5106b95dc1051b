package org.hansa.core.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Figures;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Store;

/** What this node acts on, for {@code top}. */
record NodeRows(String node, Partitions partitions, Store store) implements Figures {

  @Override
  public String title() {
    return "node";
  }

  @Override
  public List<Map<String, String>> rows() {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("NODE", node);
    row.put("PARTITIONS", partitions.count() + " of " + Leases.PARTITIONS);
    row.put("STATE", Holds.onAll(store.snapshot()).map(h -> "observe-only, " + h).orElse("works"));
    return List.of(row);
  }
}
