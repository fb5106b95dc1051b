package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who watch: no thread for each, nothing missed by any, nobody forgotten who went. */
class ManyWatchersTest {

  private static final String WATCH = "/api/v1/applications?watch=true";
  private static final int MANY = 400;
  private static final int CHANGES = 40;

  @TempDir Path folder;
  private TestDoor door;
  private final List<Watch> open = new ArrayList<>();

  @BeforeEach
  void open() {
    door =
        new TestDoor(
            folder.resolve("state"), Duration.ofMinutes(5), new Watchers.Limits(1000, 1000));
  }

  @AfterEach
  void close() {
    open.forEach(Watch::close);
    door.close();
  }

  private void watch(int count, String more) {
    for (int i = 0; i < count; i++) {
      open.add(Watch.open(door, WATCH + more, TestDoor.ADA));
    }
  }

  private void put(int number) {
    door.put(
        new Ref("Application", "demo", "a" + number % 7), Doc.parse("{\"size\":" + number + "}"));
  }

  private static List<Integer> seen(Watch watch, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> watch.next().orElseThrow().data().at("/spec/size").asInt())
        .toList();
  }

  @Test
  void hundredsShareAHandfulOfThreadsAndEachSeesEverythingInOrder() {
    watch(MANY, "");
    IntStream.range(0, CHANGES).forEach(this::put);
    List<Integer> all = IntStream.range(0, CHANGES).boxed().toList();
    for (Watch watch : open) {
      assertThat(seen(watch, CHANGES)).isEqualTo(all);
    }
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().startsWith("qtp") || t.getName().startsWith("hansa-watch"))
            .count();
    assertThat(door.watchers()).isEqualTo(MANY);
    assertThat(threads).isLessThan(MANY / 8);
  }

  /**
   * Each is of a view of its own, so that nothing is shared, and stands at a commit that is long.
   */
  @Test
  void manyViewsOfLongCommitsAreServedOneAfterTheOther() {
    String text = "x".repeat(900_000);
    for (int i = 0; i < 4; i++) {
      door.put(
          new Ref("Application", "demo", "long" + i),
          Doc.parse("{\"size\":" + i + ",\"note\":\"" + text + "\"}"));
    }
    for (int i = 0; i < 40; i++) {
      watch(1, "&from=0&labelSelector=a!=" + i);
    }
    for (Watch watch : open) {
      assertThat(seen(watch, 4)).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void whoComesLateCatchesUpWhileOthersGoOn() {
    watch(1, "");
    IntStream.range(0, 300).forEach(this::put);
    watch(20, "&from=0");
    IntStream.range(300, 320).forEach(this::put);
    List<Integer> all = IntStream.range(0, 320).boxed().toList();
    for (Watch watch : open) {
      assertThat(seen(watch, 320)).isEqualTo(all);
    }
  }

  @Test
  void commitsThatChangeNothingToSeeLeaveNobodyBehind() {
    put(0);
    long before = door.state.snapshot().revision();
    watch(1, "");
    // A refusal is a commit of its record alone.
    door.get("/api/v1/accounts/system/ada", "Authorization", TestDoor.EVE);
    watch(10, "&from=" + before);
    put(1);
    for (Watch watch : open) {
      assertThat(seen(watch, 1)).containsExactly(1);
    }
  }

  @Test
  void whoGoesWhileHeIsLetInIsNotForgotten() throws IOException {
    for (int i = 0; i < 200; i++) {
      try (Socket socket = door.open()) {
        socket.getOutputStream().write(Asked.of("GET", WATCH).by(TestDoor.ADA).bytes());
        socket.setSoLinger(true, 0);
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> door.watchers() == 0);
    watch(3, "");
    put(1);
    assertThat(seen(open.get(2), 1)).containsExactly(1);
    open.forEach(Watch::close);
    open.clear();
    await().atMost(Duration.ofSeconds(20)).until(() -> door.watchers() == 0);
  }
}
