package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watching: nothing missed, nothing of others' shown, and nobody holds the house up. */
class WatchTest {

  private static final String LIST = "/api/v1/applications";
  private static final String WATCH = LIST + "?watch=true";

  @TempDir Path folder;
  private TestDoor door;
  private final List<Watch> open = new ArrayList<>();

  @BeforeEach
  void open() {
    door = new TestDoor(folder.resolve("state"));
  }

  @AfterEach
  void close() {
    open.forEach(Watch::close);
    door.close();
  }

  private Watch watch(String path, String who, String... headers) {
    Watch watch = Watch.open(door, path, who, headers);
    open.add(watch);
    return watch;
  }

  private void put(String place, String spec) {
    door.put(Ref.parse("Application/" + place), Doc.parse(spec));
  }

  @Test
  void everyChangeComesInOrder() {
    Watch watch = watch(WATCH, TestDoor.ADA);
    assertThat(watch.status()).isEqualTo(200);
    assertThat(watch.type()).startsWith("text/event-stream");
    put("demo/a", "{}");
    put("demo/a", "{\"size\":1}");
    door.submit(Change.Delete.of(Ref.parse("Application/demo/a")));
    put("demo/b", "{}");
    assertThat(List.of(watch.name(), watch.name(), watch.name(), watch.name()))
        .containsExactly("created a", "updated a", "deleted a", "created b");
    assertThat(watch.lastId()).isEqualTo(Long.toString(door.state.snapshot().revision()));
  }

  @Test
  void aListAndAWatchFromItsRevisionMissNothing() {
    put("demo/a", "{}");
    String revision = door.get(LIST).at("/revision");
    put("demo/b", "{}");
    Watch watch = watch(WATCH + "&from=" + revision, TestDoor.ADA);
    assertThat(watch.name()).isEqualTo("created b");
    Watch all = watch("/api/v1/watch?from=" + revision + "&kind=application", TestDoor.ADA);
    assertThat(all.name()).isEqualTo("created b");
  }

  @Test
  void whoIsCutGoesOnWhereHeWas() {
    Watch first = watch(WATCH, TestDoor.ADA);
    put("demo/a", "{}");
    assertThat(first.name()).isEqualTo("created a");
    String last = first.lastId();
    first.close();
    put("demo/b", "{}");
    Watch second = watch(WATCH + "&from=0", TestDoor.ADA, "Last-Event-ID", last);
    put("demo/c", "{}");
    assertThat(List.of(second.name(), second.name())).containsExactly("created b", "created c");
  }

  /** Who takes all that he is given is given more at once, though nothing new happens. */
  @Test
  void whoWasAwayForLongCatchesUpWithoutPause() {
    door.close();
    Duration rare = Duration.ofMinutes(10); // or else each sign of life would hide the pause
    door = new TestDoor(folder.resolve("quiet"), rare, rare, TestDoor.LIMITS);
    String before = Long.toString(door.state.snapshot().revision());
    int count = 1_500;
    for (int i = 0; i < count; i++) {
      put("demo/a", "{\"size\":" + i + "}");
    }
    Watch watch = watch(WATCH, TestDoor.ADA, "Last-Event-ID", before);
    for (int i = 0; i < count; i++) {
      assertThat(watch.name()).endsWith("ed a");
    }
    assertThat(watch.lastId()).isEqualTo(Long.toString(door.state.snapshot().revision()));
  }

  @Test
  void whoIsCutWithinACommitGetsItWhole() {
    Watch first = watch(WATCH, TestDoor.ADA);
    String before = Long.toString(door.state.snapshot().revision());
    List<Change> puts = new ArrayList<>();
    for (int i = 100; i < 700; i++) {
      puts.add(Change.Put.of(Draft.of(new Ref("Application", "demo", "a" + i), Doc.EMPTY)));
    }
    door.submit(puts.toArray(Change[]::new));
    assertThat(first.name()).isEqualTo("created a100");
    assertThat(first.lastId()).isIn("", before);
    for (int i = 101; i < 700; i++) {
      assertThat(first.name()).isEqualTo("created a" + i);
    }
    assertThat(first.lastId()).isEqualTo(Long.toString(door.state.snapshot().revision()));
    Watch again = watch(WATCH, TestDoor.ADA, "Last-Event-ID", before);
    assertThat(again.name()).isEqualTo("created a100");
  }

  @Test
  void aWatcherSeesOnlyWhatHeMayAndWhatHeAskedFor() {
    Watch bobs = watch("/api/v1/watch", TestDoor.BOB);
    Watch sized = watch(WATCH + "&fieldSelector=/spec/site=x", TestDoor.ADA);
    Watch others = watch(WATCH + "&tenant=other", TestDoor.ADA);
    door.json("PUT", "/api/v1/accounts/demo/new", "{\"spec\":{\"roles\":[]}}");
    put("other/hidden", "{}");
    put("demo/plain", "{}");
    put("demo/wanted", "{\"site\":\"x\"}");
    assertThat(List.of(bobs.name(), bobs.name()))
        .containsExactly("created plain", "created wanted");
    assertThat(sized.name()).isEqualTo("created wanted");
    assertThat(others.name()).isEqualTo("created hidden");
    assertThat(watch(WATCH + "&tenant=other", TestDoor.BOB).status()).isEqualTo(403);
  }

  @Test
  void theReaderOfQuietThingsStillMovesOn() {
    Watch watch = watch("/api/v1/sites?watch=true", TestDoor.ADA);
    put("demo/a", "{}");
    long passed = door.state.snapshot().revision();
    put("demo/b", "{}");
    // The sign of life comes with the place reached, so that a resume does not begin far back.
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              door.put(Ref.parse("Site/system/s"), Doc.EMPTY);
              return watch.next().isPresent() && Long.parseLong(watch.lastId()) > passed;
            });
  }

  @Test
  void whoComesTooLateIsToldToListAnew() {
    put("demo/a", "{}");
    long old = door.state.snapshot().revision();
    put("demo/b", "{}");
    door.compacted.set(old + 1);
    Answer gone = door.get(WATCH + "&from=" + old);
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.at("/cure")).contains("List anew");
    assertThat(watch(WATCH, TestDoor.ADA).status()).isEqualTo(200);
  }

  @Test
  void whoNeverReadsIsCutAndItsPlaceGoesToOthers() {
    for (int i = 0; i < TestDoor.LIMITS.each(); i++) {
      assertThat(watch("/api/v1/watch", TestDoor.BOB).status()).isEqualTo(200);
    }
    Answer ninth = door.get("/api/v1/watch", "Authorization", TestDoor.BOB);
    assertThat(ninth.status()).isEqualTo(429);
    assertThat(ninth.header("retry-after")).isNotEmpty();
    Watch adas = watch("/api/v1/watch?kind=Application", TestDoor.ADA);

    // More than the buffers of sockets hold, so that the eight, who never read, are stuck.
    String note = "{\"note\":\"" + "x".repeat(900_000) + "\",\"size\":";
    for (int i = 0; i < 16; i++) {
      put("demo/a", note + i + "}");
      assertThat(adas.next()).isPresent();
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Watch.open(door, "/api/v1/watch", TestDoor.BOB), w -> closing(w) == 200);
    assertThat(door.get(LIST + "?limit=1").status()).isEqualTo(200);
  }

  private static int closing(Watch watch) {
    watch.close();
    return watch.status();
  }

  @Test
  void whoLosesHisAccountStopsSeeing() {
    Watch bobs = watch("/api/v1/watch", TestDoor.BOB);
    put("demo/a", "{}");
    assertThat(bobs.name()).isEqualTo("created a");
    door.put(
        Ref.parse("Account/demo/bob"),
        Doc.parse("{\"disabled\":true,\"roles\":[\"use-case-administrator\"]}"));
    put("demo/b", "{}");
    assertThat(bobs.next()).isEmpty();
  }

  @Test
  void aChangedPasswordEndsWhatWasOpenedByTheFormer() {
    Watch bobs = watch("/api/v1/watch", TestDoor.BOB);
    Watch adas = watch("/api/v1/watch", TestDoor.ADA);
    door.submit(new Change.Values(Ref.parse("Account/demo/bob"), Map.of("password", "a new one")));
    assertThat(bobs.next()).as("at once, without any event that is for it").isEmpty();
    assertThat(watch("/api/v1/watch", TestDoor.BOB).status()).isEqualTo(401);
    String now = TestDoor.basic("bob@demo:a new one");
    assertThat(watch("/api/v1/watch", now).status()).isEqualTo(200);
    put("demo/a", "{}");
    assertThat(adas.name()).as("others watch on").isEqualTo("updated bob");
    assertThat(adas.name()).isEqualTo("created a");
  }

  @Test
  void aTokenThatIsTakenBackEndsWhatWasOpenedByIt() {
    Watch byToken = watch("/api/v1/watch", "Bearer " + TestDoor.TOKEN);
    assertThat(byToken.status()).isEqualTo(200);
    door.submit(new Change.Values(Ref.parse("Account/system/ada"), Map.of("token", "")));
    assertThat(byToken.next()).isEmpty();
    assertThat(watch("/api/v1/watch", "Bearer " + TestDoor.TOKEN).status()).isEqualTo(401);
  }

  @Test
  void aRoleThatIsTakenEndsWhatWasOpenedWithIt() {
    Watch bobs = watch("/api/v1/watch", TestDoor.BOB);
    Watch umas = watch("/api/v1/watch", TestDoor.UMA);
    door.put(Ref.parse("Account/demo/bob"), Doc.parse("{\"roles\":[]}"));
    assertThat(bobs.next()).isEmpty();
    put("demo/a", "{}");
    assertThat(umas.name()).isEqualTo("created a");
  }

  @Test
  void thoseWhoDoNotReadHoldUpNobodyElse() {
    door.close();
    Watchers.Limits small = new Watchers.Limits(100, 8, 2 << 20, 4 << 20);
    door = new TestDoor(folder.resolve("small"), Duration.ofMinutes(5), small);
    door.lenient();
    for (String who : List.of(TestDoor.BOB, TestDoor.UMA, TestDoor.OLAF)) {
      for (int i = 0; i < 3; i++) {
        assertThat(watch("/api/v1/watch?kind=Application", who).status()).isEqualTo(200);
      }
    }
    Watch adas = watch("/api/v1/watch?kind=Application", TestDoor.ADA);
    // More than the sockets' buffers hold: what is left of the nine would fill the budget.
    String note = "{\"note\":\"" + "x".repeat(900_000) + "\",\"size\":";
    for (int i = 0; i < 40; i++) {
      put("demo/a", note + i + "}");
      assertThat(adas.next()).get().extracting(e -> e.data().at("/spec/size").asInt()).isEqualTo(i);
    }
    assertThat(door.watchers()).as("some have made room").isBetween(1, 9);
  }

  @Test
  void whenTheDoorIsReplacedWatchersAreLetGo() {
    Watch watch = watch(WATCH, TestDoor.ADA);
    door.end();
    assertThat(watch.next()).isEmpty();
    assertThat(door.get(WATCH).status()).isEqualTo(503);
  }

  @Test
  void aWatchEndsByItselfSoThatWhoWatchesProvesWhoHeIs() {
    door.close();
    door = new TestDoor(folder.resolve("other"), Duration.ofMillis(200));
    assertThat(watch(WATCH, TestDoor.ADA).next()).isEmpty();
  }
}
