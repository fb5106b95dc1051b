package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Filing;

/**
 * What the turns of a writer that may crash leave in the catalogue, and what must be found there.
 * Turn {@code n}, from 0, is committed at revision {@code n + 1}. It adds one part, and changes one
 * of a few bins, in every fourth round of which they are taken away and put back in the next.
 */
final class Shelf {

  private static final String KIND = "Part";
  private static final int BINS = 5;
  private static final int ROUNDS = 4;

  /** Turns whose words are looked up one by one. */
  private static final int LATEST = 50;

  private Shelf() {}

  static List<Filing> turn(long turn, String name) {
    Filing part = Filing.put(item(part(name), turn), 0);
    long before = turn - BINS;
    long former = before < 0 || isGone(before) ? 0 : before + 1;
    Filing bin =
        isGone(turn) ? Filing.remove(bin(turn), former) : Filing.put(item(bin(turn), turn), former);
    return List.of(part, bin);
  }

  private static boolean isGone(long turn) {
    return turn / BINS % ROUNDS == ROUNDS - 1;
  }

  private static Ref part(String name) {
    return new Ref(KIND, "acme", "part-" + name);
  }

  private static Ref bin(long turn) {
    return new Ref(KIND, "acme", "bin-" + turn % BINS);
  }

  private static String word(long turn) {
    return "turn" + turn;
  }

  private static String side(long turn) {
    return turn % 2 == 0 ? "even" : "odd";
  }

  private static Resource item(Ref ref, long turn) {
    Doc spec =
        Doc.of(JsonNodeFactory.instance.objectNode().put("value", turn).put("at", word(turn)));
    Draft draft = new Draft(ref, Map.of("side", side(turn)), Optional.empty(), Set.of(), spec);
    return Resource.fresh(draft, "uid-" + ref, Samples.NOON, Optional.empty());
  }

  /**
   * After so many turns, whichever way it is looked at.
   *
   * @param acknowledged revisions by the name of the turn
   */
  static void check(Catalogue catalogue, long turns, Map<String, Long> acknowledged) {
    Map<Ref, Resource> all = new HashMap<>();
    list(catalogue, Map.of(), "").forEach(r -> all.put(r.ref(), r));
    acknowledged.forEach(
        (name, revision) ->
            assertThat(all.get(part(name)))
                .as("the part of %s", name)
                .isNotNull()
                .extracting(Resource::revision)
                .isEqualTo(revision));
    assertThat(all).as("parts and bins").hasSize((int) (turns + binsAfter(turns)));
    all.values()
        .forEach(r -> assertThat(r.revision()).as("%s", r.ref()).isEqualTo(Samples.value(r) + 1));
    assertThat(refs(list(catalogue, Map.of(), "turn*"))).as("by word").isEqualTo(all.keySet());
    for (String side : List.of("even", "odd")) {
      assertThat(refs(list(catalogue, Map.of("side", side), "")))
          .as("by label %s", side)
          .isEqualTo(those(all, r -> side(Samples.value(r)).equals(side)));
    }
    for (long turn = Math.max(0, turns - LATEST); turn < turns; turn++) {
      long wanted = turn;
      assertThat(refs(list(catalogue, Map.of(), word(turn))))
          .as("by the word %s", word(turn))
          .isEqualTo(those(all, r -> Samples.value(r) == wanted));
    }
  }

  private static long binsAfter(long turns) {
    long there = 0;
    for (long turn = Math.max(0, turns - BINS); turn < turns; turn++) {
      there += isGone(turn) ? 0 : 1;
    }
    return there;
  }

  private static Set<Ref> those(Map<Ref, Resource> all, Predicate<Resource> which) {
    return all.values().stream().filter(which).map(Resource::ref).collect(Collectors.toSet());
  }

  private static Set<Ref> refs(List<Resource> resources) {
    return resources.stream().map(Resource::ref).collect(Collectors.toSet());
  }

  private static List<Resource> list(
      Catalogue catalogue, Map<String, String> labels, String words) {
    List<Resource> all = new ArrayList<>();
    Catalogue.Query query =
        new Catalogue.Query(KIND, Optional.empty(), labels, words, "", Catalogue.MOST);
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      Catalogue.Page page = catalogue.list(query.after(next.get()));
      all.addAll(page.resources());
      next = page.next();
    }
    return all;
  }
}
