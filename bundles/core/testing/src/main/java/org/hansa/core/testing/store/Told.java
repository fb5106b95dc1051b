package org.hansa.core.testing.store;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;

/** All that a store answers, as text: two that tell the same are the same to their users. */
public final class Told {

  private Told() {}

  public static String of(Store store) {
    List<String> lines = new ArrayList<>();
    long newest = store.snapshot().revision();
    lines.add("installation " + store.installation());
    lines.add("revision " + newest);
    long retained = retained(store, newest);
    lines.add("retained " + retained);
    for (String kind : store.snapshot().kinds()) {
      store.snapshot().list(kind).forEach(r -> resource(store, r, lines));
    }
    for (Changed change : store.changes(retained, 1000)) {
      lines.add("change " + change.revision() + " " + change.op() + " " + json(change.resource()));
    }
    for (String stream : List.of(Entry.AUDIT, Entry.EVENT, Entry.LEDGER)) {
      store.entries(Store.Query.all(stream, 0, 1000)).entries().forEach(e -> lines.add(line(e)));
    }
    sealed(store, new Ref("Site", "acme", "sealed"), lines);
    filed(store, Map.of(), "", "", lines);
    filed(store, Map.of("shelf", "c"), "", " on c", lines);
    filed(store, Map.of(), "sky", " of sky", lines);
    return String.join("\n", lines) + "\n";
  }

  /** Books of the catalogue, which a release without one has not. */
  private static void filed(
      Store store, Map<String, String> labels, String words, String which, List<String> lines) {
    store
        .catalogue()
        .list(new Catalogue.Query("Book", Optional.empty(), labels, words, "", Catalogue.MOST))
        .resources()
        .forEach(r -> lines.add("filed" + which + " " + json(r)));
  }

  private static String line(Store.Numbered numbered) {
    Entry said = numbered.entry();
    return String.join(
        " ",
        said.stream(),
        Long.toString(numbered.number()),
        said.at().toString(),
        said.subject().map(Ref::toString).orElse("-"),
        said.uid(),
        said.actor(),
        said.cause(),
        said.body().toString());
  }

  /** The oldest revision after which changes can be asked for. */
  public static long retained(Store store, long newest) {
    long from = 0;
    while (from < newest && isGone(store, from)) {
      from++;
    }
    return from;
  }

  private static boolean isGone(Store store, long revision) {
    return Probe.refusal(() -> store.changes(revision, 1))
        .equals(Optional.of(Problem.Reason.EXHAUSTED));
  }

  private static void resource(Store store, Resource resource, List<String> lines) {
    lines.add("resource " + json(resource));
    sealed(store, resource.ref(), lines);
  }

  private static void sealed(Store store, Ref ref, List<String> lines) {
    Optional<byte[]> value = store.sealed(ref);
    value.ifPresent(v -> lines.add("sealed " + ref + " " + HexFormat.of().formatHex(v)));
  }

  private static String json(Resource resource) {
    return Json.text(ResourceJson.write(resource));
  }
}
