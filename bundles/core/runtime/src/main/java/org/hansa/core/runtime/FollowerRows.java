package org.hansa.core.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hansa.core.api.Figures;
import org.hansa.core.runtime.delivery.FollowerFigures;

/** The followers that this node runs, for {@code top}. */
record FollowerRows(Supplier<List<FollowerFigures>> followers) implements Figures {

  @Override
  public String title() {
    return "followers";
  }

  @Override
  public List<Map<String, String>> rows() {
    return followers.get().stream()
        .map(
            f -> {
              Map<String, String> row = new LinkedHashMap<>();
              row.put("FOLLOWER", f.name());
              row.put("BEHIND", Long.toString(f.behind()));
              row.put("DELIVERED", Long.toString(f.delivered()));
              row.put("FAILURES", Long.toString(f.failures()));
              row.put("STATE", f.stalled() ? "Stalled" : "follows");
              return row;
            })
        .toList();
  }
}
