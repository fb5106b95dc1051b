package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One bit of the database turns, anywhere in the file: what is read is what was written, or the
 * store says that it is damaged. {@code -Dhansa.flips=N} for more of them, {@code
 * -Dhansa.flips.seed=N} for others.
 */
class BitFlipTest {

  static final int FLIPS = Integer.getInteger("hansa.flips", 120);
  static final long SEED = Long.getLong("hansa.flips.seed", 1);
  private static final int WRITES = 120;
  private static final int NAMES = 40;

  @TempDir Path folder;

  /** What the undamaged store answers to each question, and what must not be otherwise later. */
  private Map<String, String> written;

  private Path whole;

  @BeforeEach
  void write() throws Exception {
    whole = folder.resolve("whole");
    for (int round = 0; round < 3; round++) {
      try (SqliteStore store = open(whole)) {
        for (int n = round * WRITES / 3; n < (round + 1) * WRITES / 3; n++) {
          int value = n;
          store.transact(s -> everything(value));
        }
      }
    }
    try (SqliteStore store = open(whole)) {
      written = answers(store);
      assertThat(written.values().stream().filter(BitFlipTest::isRefusal)).isEmpty();
      assertThat(written.size()).isGreaterThan(200);
    }
    assertThat(Files.size(whole.resolve("hansa.db"))).isGreaterThan(20L * WalFile.PAGE);
    assertThat(Files.exists(whole.resolve("hansa.db-wal"))).isFalse();
  }

  private static SqliteStore open(Path state) {
    return SqliteStore.open(state, InstantSource.system());
  }

  private static Transaction everything(int value) {
    String name = "n" + value % NAMES;
    boolean goes = value % 7 == 6;
    List<Ref> removes = new ArrayList<>();
    if (goes) {
      removes.add(Samples.ref("n" + (value + 1) % NAMES));
    }
    String stream = value % 5 == 4 ? Entry.EVENT : Entry.AUDIT;
    return new Transaction(
        List.of(Samples.resource(Samples.ref(name), value)),
        removes,
        List.of(Samples.entry(stream, Samples.ref(name), Samples.NOON.plusSeconds(value), value)),
        Map.of(Samples.ref(name), Optional.of(new byte[] {1, (byte) value, 3})),
        Set.of(),
        List.of(Filing.put(book("b" + value, value), 0)));
  }

  private static Resource book(String name, long value) {
    return Samples.resource(new Ref("Book", "acme", name), value)
        .withLabels(Map.of("shelf", "s" + value % 3));
  }

  @Test
  void noOtherValueIsReadInSilence() throws Exception {
    Random random = new Random(SEED);
    int said = 0;
    int same = 0;
    for (int i = 0; i < FLIPS; i++) {
      Path state = folder.resolve("flip");
      Flips.copy(whole, state);
      long bit = (random.nextLong() >>> 1) % (8 * Files.size(state.resolve("hansa.db")));
      Flips.turn(state, bit);
      String where = "seed %d: bit %d of page %d".formatted(SEED, bit, 1 + bit / 8 / WalFile.PAGE);
      boolean damaged = isSaid(state, where);
      said += damaged ? 1 : 0;
      same += damaged ? 0 : 1;
    }
    // Of free bytes nothing need be said; of what is written it must be.
    assertThat(said).isGreaterThan(FLIPS / 4);
    assertThat(same).isPositive();
  }

  /** Whether the store says that it is damaged: at the start, when read, or after a write. */
  private boolean isSaid(Path state, String where) {
    try (SqliteStore store = open(state)) {
      Map<String, String> read = answers(store);
      read.forEach((question, answer) -> same(where + ", " + question, question, answer));
      if (read.values().stream().anyMatch(BitFlipTest::isRefusal)) {
        assertThat(store.trouble()).as(where).isPresent();
        assertThat(store.trouble().get()).as(where).contains("damaged", "Restore a backup");
        assertThat(answer(() -> "" + store.transact(s -> Samples.put("later", 1)).revision()))
            .as(where)
            .contains("damaged", "Restore a backup");
        return true;
      }
      String later = answer(() -> "" + store.transact(s -> Samples.put("later", 1)).revision());
      if (isRefusal(later)) {
        assertThat(later).as(where).contains("Restore a backup");
        return true;
      }
      if (isInspected(store, read, where)) {
        return true;
      }
    } catch (Problem refused) {
      assertThat(refused.line()).as(where).contains(state.toString(), "Restore a backup");
      return true;
    }
    return isSaidLater(state, where);
  }

  /** What was acknowledged since is there, and all else is as it was. */
  private boolean isSaidLater(Path state, String where) {
    try (SqliteStore store = open(state)) {
      assertThat(store.snapshot().get(Samples.ref("later")).map(Samples::value))
          .as(where)
          .contains(1L);
      store.transact(s -> Samples.remove("later"));
      boolean said = false;
      for (Map.Entry<String, String> each : answers(store).entrySet()) {
        if (!each.getKey().equals("revision") && !each.getKey().equals("changes")) {
          same(where + ", later, " + each.getKey(), each.getKey(), each.getValue());
        }
        said |= isRefusal(each.getValue());
      }
      return said || isInspected(store, answers(store), where + ", later");
    } catch (Problem refused) {
      assertThat(refused.line()).as(where).contains(state.toString(), "Restore a backup");
      return true;
    }
  }

  /** Whether an inspection finds it. What was missed by a read must be found. */
  private boolean isInspected(SqliteStore store, Map<String, String> read, String where) {
    boolean isFound =
        store.inspections.inspect("test", () -> {}, line -> {}).stream()
            .anyMatch(found -> found.damage().isPresent());
    boolean isMissed =
        read.entrySet().stream()
            .filter(each -> isOfAnIndex(each.getKey()))
            .anyMatch(each -> !each.getValue().equals(written.get(each.getKey())));
    assertThat(isFound || !isMissed).as(where + ": something is missing unsaid").isTrue();
    assertThat(store.trouble().isPresent()).as(where).isEqualTo(isFound);
    return isFound;
  }

  private static boolean isRefusal(String answer) {
    return answer.startsWith("refused: ");
  }

  /**
   * A refusal says what helps. What is found in the catalogue, or of entries by what they speak of,
   * may lack something if that index is damaged, until it is inspected; no other value is ever
   * found.
   */
  private void same(String where, String question, String answer) {
    if (isRefusal(answer)) {
      assertThat(answer).as(where).contains("Restore a backup");
    } else if (isOfAnIndex(question) && !answer.equals(written.get(question))) {
      assertThat(written.get(question).lines().toList())
          .as(where)
          .containsAll(answer.lines().toList());
    } else {
      assertThat(answer).as(where).isEqualTo(written.get(question));
    }
  }

  private static boolean isOfAnIndex(String question) {
    return question.startsWith("book")
        || question.startsWith("of ")
        || question.startsWith("by uid ");
  }

  private static String answer(Supplier<String> question) {
    try {
      return question.get();
    } catch (Problem e) {
      return "refused: " + e.line();
    }
  }

  /** All that can be asked, one by one. */
  private static Map<String, String> answers(Store store) {
    Map<String, String> all = new TreeMap<>();
    all.put("revision", "" + store.snapshot().revision());
    all.put("sites", lines(store.snapshot().list("Site")));
    all.put(
        "changes",
        answer(
            () ->
                store.changes(0, 1000).stream()
                    .map(c -> c.revision() + " " + c.op() + " " + text(c.resource()))
                    .collect(Collectors.joining("\n"))));
    all.put("past", answer(() -> lines(store.snapshotAt(WRITES / 2).list("Site"))));
    for (String stream : List.of(Entry.AUDIT, Entry.EVENT)) {
      all.put(stream, entries(store, Store.Query.all(stream, 0, 1000)));
      all.put(stream + " 20", entries(store, Store.Query.all(stream, 20, 10)));
      all.put(stream + " newest", entries(store, about(stream, true, Optional.empty(), false)));
    }
    for (int n = 0; n < NAMES; n++) {
      Ref ref = Samples.ref("n" + n);
      all.put(
          "sealed " + n,
          answer(() -> store.sealed(ref).map(HexFormat.of()::formatHex).orElse("none")));
      all.put("of " + n, entries(store, about(Entry.AUDIT, false, Optional.of(ref), false)));
      all.put("by uid " + n, entries(store, about(Entry.AUDIT, true, Optional.of(ref), true)));
    }
    for (int n = 0; n < WRITES; n++) {
      Ref ref = new Ref("Book", "acme", "b" + n);
      all.put(
          "book " + n, answer(() -> store.catalogue().get(ref).map(BitFlipTest::text).orElse("")));
    }
    all.put("books", books(store, Map.of(), ""));
    all.put("books on s1", books(store, Map.of("shelf", "s1"), ""));
    all.put("books of b7", books(store, Map.of(), "b7"));
    return all;
  }

  private static Store.Query about(
      String stream, boolean newest, Optional<Ref> ref, boolean byUid) {
    return new Store.Query(
        stream,
        byUid ? Optional.empty() : ref,
        byUid ? ref.map(r -> "uid-" + r) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        newest,
        1000);
  }

  private static String entries(Store store, Store.Query query) {
    return answer(
        () ->
            store.entries(query).entries().stream()
                .map(String::valueOf)
                .collect(Collectors.joining("\n")));
  }

  private static String books(Store store, Map<String, String> labels, String words) {
    return answer(
        () ->
            lines(
                store
                    .catalogue()
                    .list(new Catalogue.Query("Book", Optional.empty(), labels, words, "", 1000))
                    .resources()
                    .stream()));
  }

  private static String lines(Stream<Resource> resources) {
    return resources.map(BitFlipTest::text).collect(Collectors.joining("\n"));
  }

  private static String text(Resource resource) {
    return Json.text(ResourceJson.write(resource));
  }
}
