package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that are followed: each line once, and no stream longer than whoever may and reads. */
class FollowTest {

  private static final Ref SHOP = Ref.parse("Application/demo/shop");
  private static final String SAID = "/api/v1/applications/demo/shop/said";
  private static final String FOLLOW = SAID + "?follow=true";

  @TempDir Path folder;
  private TestDoor door;
  private final List<Watch> open = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() {
    door(new TestDoor(folder.resolve("state")));
  }

  private void door(TestDoor next) {
    door = next;
    door.put(SHOP, Doc.EMPTY);
  }

  @AfterEach
  void close() {
    open.forEach(Watch::close);
    door.close();
  }

  private Watch follow(String path, String who, String... headers) {
    Watch watch = Watch.open(door, path, who, headers);
    open.add(watch);
    return watch;
  }

  private static List<String> lines(Watch watch) {
    Watch.Event event = watch.next().orElseThrow(() -> new AssertionError("it was ended"));
    assertThat(event.type()).isEqualTo("lines");
    List<String> lines = new ArrayList<>();
    event.data().get("lines").forEach(line -> lines.add(line.asText()));
    return lines;
  }

  private static List<String> lines(Watch watch, int count) {
    List<String> all = new ArrayList<>();
    while (all.size() < count) {
      all.addAll(lines(watch));
    }
    return all;
  }

  @Test
  void theLastLinesComeAndThenEachAsItIsWritten() {
    door.log.say("one", "two", "three");
    Watch watch = follow(FOLLOW + "&lines=2", TestDoor.BOB);
    assertThat(watch.status()).isEqualTo(200);
    assertThat(watch.type()).startsWith("text/event-stream");
    assertThat(lines(watch)).containsExactly("two", "three");
    assertThat(watch.lastId()).isEqualTo("3");
    door.log.say("", "fi\nve");
    assertThat(lines(watch, 2)).containsExactly("", "fi\nve");
    assertThat(watch.lastId()).isEqualTo("5");
  }

  @Test
  void whoIsCutGoesOnWhereHeWas() {
    door.log.say("one", "two");
    Watch first = follow(FOLLOW, TestDoor.BOB);
    lines(first, 2);
    first.close();
    door.log.say("three");
    Watch second = follow(FOLLOW, TestDoor.BOB, "Last-Event-ID", first.lastId());
    assertThat(lines(second)).containsExactly("three");
    assertThat(lines(follow(FOLLOW + "&after=1", TestDoor.BOB))).containsExactly("two", "three");
  }

  @Test
  void muchComesWithoutPauseAndInOrder() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      all.add("line " + i);
    }
    Watch watch = follow(FOLLOW, TestDoor.BOB);
    door.log.say(all.toArray(String[]::new));
    assertThat(lines(watch, all.size())).isEqualTo(all);
  }

  @Test
  void whatWasLostIsTold() {
    Watch watch = follow(FOLLOW, TestDoor.BOB);
    door.log.say("a");
    lines(watch, 1);
    door.log.lose();
    door.log.say("b");
    JsonNode data = watch.next().orElseThrow().data();
    assertThat(data.get("gap").asBoolean()).isTrue();
    assertThat(data.at("/lines/0").asText()).isEqualTo("b");
  }

  @Test
  void ifTheOtherSideIsAwayItIsToldOnceAndGoesOn() {
    Watch watch = follow(FOLLOW, TestDoor.BOB);
    door.log.fail(Optional.of(new Problem(Problem.Reason.UNAVAILABLE, "it is away", "Wait.")));
    Watch.Event away = watch.next().orElseThrow();
    assertThat(away.type()).isEqualTo("unavailable");
    assertThat(away.data().get("detail").asText()).isEqualTo("it is away");
    door.log.fail(Optional.empty());
    door.log.say("back");
    assertThat(watch.next()).get().extracting(Watch.Event::type).isEqualTo("available");
    assertThat(lines(watch)).containsExactly("back");
  }

  @Test
  void whoCannotFollowIsToldByAStatus() {
    String bob = TestDoor.BOB;
    assertThat(follow(FOLLOW, TestDoor.EVE).status()).isEqualTo(403);
    assertThat(follow(FOLLOW, "Basic eDp5").status()).isEqualTo(401);
    assertThat(follow(FOLLOW, bob, "Accept", "application/json").status()).isEqualTo(406);
    assertThat(follow(FOLLOW, bob, "Last-Event-ID", "nonsense").status()).isEqualTo(422);
    assertThat(follow(FOLLOW, bob, "Last-Event-ID", "9".repeat(201)).status()).isEqualTo(422);
    assertThat(follow(FOLLOW.replace("shop", "none"), bob).status()).isEqualTo(404);
    assertThat(follow(FOLLOW.replace("said", "soid"), bob).status()).isEqualTo(404);
    assertThat(door.call("HEAD", FOLLOW).header("content-type")).startsWith("text/event-stream");
    assertThat(door.followers()).isZero();
  }

  @Test
  void withoutFollowItIsAskedAsEver() {
    door.log.say("one");
    assertThat(door.get(SAID + "?follow=false").at("/lines/0")).isEqualTo("one");
    assertThat(door.get(SAID + "?follow=perhaps").status()).isEqualTo(422);
  }

  @Test
  void itEndsWhenWhatIsFollowedIsGone() {
    Watch watch = follow(FOLLOW, TestDoor.BOB);
    door.submit(Change.Delete.of(SHOP));
    Watch.Event end = watch.next().orElseThrow();
    assertThat(end.type()).isEqualTo("end");
    assertThat(end.data().get("reason").asText()).isEqualTo("gone");
    assertThat(watch.next()).isEmpty();
    await().until(() -> door.followers() == 0);
  }

  @Test
  void anotherOfTheSameNameIsNotFollowed() {
    Watch watch = follow(FOLLOW, TestDoor.BOB);
    door.submit(Change.Delete.of(SHOP));
    door.put(SHOP, Doc.EMPTY);
    assertThat(watch.next()).get().extracting(Watch.Event::type).isEqualTo("end");
  }

  @Test
  void aChangedPasswordOrRoleEndsWhatWasOpenedBefore() {
    Watch bobs = follow(FOLLOW, TestDoor.BOB);
    Watch umas = follow(FOLLOW, TestDoor.UMA);
    door.submit(new Change.Values(Ref.parse("Account/demo/bob"), Map.of("password", "a new one")));
    assertThat(bobs.next()).isEmpty();
    door.log.say("on");
    assertThat(lines(umas)).containsExactly("on");
    door.put(Ref.parse("Account/demo/uma"), Doc.parse("{\"roles\":[]}"));
    assertThat(umas.next()).isEmpty();
  }

  @Test
  void oneAccountFollowsSoManyAndOthersStillMay() {
    for (int i = 0; i < Followers.EACH; i++) {
      assertThat(follow(FOLLOW, TestDoor.BOB).status()).isEqualTo(200);
    }
    assertThat(follow(FOLLOW, TestDoor.BOB).status()).isEqualTo(429);
    assertThat(follow(FOLLOW, TestDoor.UMA).status()).isEqualTo(200);
    open.get(0).close();
    await().until(() -> closing(Watch.open(door, FOLLOW, TestDoor.BOB)) == 200);
  }

  private static int closing(Watch watch) {
    watch.close();
    return watch.status();
  }

  @Test
  void forWhoNeverReadsNothingIsAskedAndHeIsDropped() {
    Watch watch = follow(FOLLOW, TestDoor.BOB);
    assertThat(watch.status()).isEqualTo(200);
    // Far more than the buffers of the connection hold.
    door.log.say(Collections.nCopies(100_000, "x".repeat(10_000)).toArray(String[]::new));
    await().atMost(Duration.ofMinutes(1)).until(() -> door.followers() == 0);
    assertThat(door.log.asked).hasValueLessThan(20);
  }

  @Test
  void theFirstEventHoldsTheLastLinesAndNoMoreThanOneMebibyte() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(i + "\u0001".repeat(400));
    }
    door.log.say(all.toArray(String[]::new));
    Watch watch = follow(FOLLOW + "&lines=10000", TestDoor.BOB);
    List<String> first = lines(watch);
    assertThat(first).hasSizeBetween(400, 440).isEqualTo(all.subList(1_000 - first.size(), 1_000));
    assertThat(watch.lastId()).isEqualTo("1000");
    door.log.say("next");
    assertThat(lines(watch)).containsExactly("next");
  }

  @Test
  void whoGoesOnIsGivenAllInParts() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      all.add("line " + i);
    }
    door.log.say(all.toArray(String[]::new));
    Watch watch = follow(FOLLOW + "&lines=10000", TestDoor.BOB, "Last-Event-ID", "0");
    List<String> first = lines(watch);
    assertThat(first).hasSizeLessThanOrEqualTo(500);
    List<String> seen = new ArrayList<>(first);
    seen.addAll(lines(watch, all.size() - first.size()));
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void whoseShareIsFullByTheTimeOfTheFirstLinesIsNotGivenThem() throws Exception {
    door.log.holdAsksFor("7");
    CompletableFuture<Integer> slow =
        CompletableFuture.supplyAsync(() -> follow(FOLLOW + "&lines=7", TestDoor.BOB).status());
    await().until(() -> door.log.held.get() == 1);
    Watch unread = follow(FOLLOW, TestDoor.BOB);
    assertThat(unread.status()).isEqualTo(200);
    door.log.say(Collections.nCopies(100_000, "x".repeat(10_000)).toArray(String[]::new));
    await().until(() -> closing(Watch.open(door, FOLLOW + "&lines=1", TestDoor.BOB)) == 429);
    door.log.letGo();
    assertThat(slow.get(1, TimeUnit.MINUTES)).isEqualTo(429);
  }

  @Test
  void aQuietLogIsAskedSeldomAndTheConnectionIsKept() {
    Watch watch = follow(FOLLOW, TestDoor.BOB);
    await().atMost(Duration.ofMinutes(1)).until(() -> door.log.asked.get() >= 6);
    // So long that without signs of life the server would have cut it.
    door.log.say("late");
    assertThat(lines(watch)).containsExactly("late");
  }

  @Test
  void whenTheDoorIsReplacedFollowersAreLetGo() {
    Watch watch = follow(FOLLOW, TestDoor.BOB);
    door.end();
    assertThat(watch.next()).isEmpty();
    assertThat(follow(FOLLOW, TestDoor.BOB).status()).isEqualTo(503);
    assertThat(door.followers()).isZero();
  }

  @Test
  void itEndsByItselfSoThatWhoFollowsProvesWhoHeIs() {
    door.close();
    door(new TestDoor(folder.resolve("other"), Duration.ofMillis(200)));
    assertThat(follow(FOLLOW, TestDoor.BOB).next()).isEmpty();
  }
}
