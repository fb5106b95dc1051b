package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hansa.core.api.control.Call;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Inventory;
import org.hansa.core.driver.Named;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long what is listed may take: each page, and all of them. */
class ListingTest {

  record Book(String name) implements Named {}

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final List<Duration> given = new ArrayList<>();
  private final List<Integer> asked = new ArrayList<>();
  private final CountDownLatch hang = new CountDownLatch(1);
  private Duration took = Duration.ZERO;
  private int pages = 1;
  private int each = 1;
  private int hanging = Integer.MAX_VALUE;
  private World world;
  private Caller caller;

  @BeforeEach
  void start() {
    driver.more.add(new Shelf());
    driver.more.add(new Found());
    world = new World(folder, driver);
    caller = caller(Hasty.threads());
  }

  private Caller caller(Threads threads) {
    return new Caller(world, folder, threads, threads.callers(), at -> "fake");
  }

  @AfterEach
  void stop() throws Exception {
    hang.countDown();
    caller.close();
    world.close();
  }

  private Answer listed(String facet) {
    caller.make("x", Call.list(World.AT, facet));
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !caller.answers.isEmpty());
    return caller.answers.get(0);
  }

  @Test
  void eachPageHasAsLongAsALook() {
    pages = 9;
    took = Duration.ofSeconds(9);

    assertThat(listed("shelf")).isInstanceOf(Answer.Seen.class);
    assertThat(given)
        .hasSize(9)
        .allSatisfy(d -> assertThat(d).isBetween(Pace.LOOK.minusSeconds(1), Pace.LOOK));
    assertThat(asked).containsOnly(Page.MOST);
  }

  @Test
  void allPagesTogetherHaveTwoMinutes() {
    pages = 100;
    took = Duration.ofSeconds(9);

    assertThat(listed("shelf"))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.UNAVAILABLE);
              assertThat(failed.message()).contains("14 objects came before the 120 s were over");
            });
    assertThat(given.get(given.size() - 1)).isLessThan(Duration.ofSeconds(4));
  }

  private void assertFailed(Answer answer, String text) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.INTERNAL);
              assertThat(failed.message()).contains(text);
            });
  }

  @Test
  void aPageWithMoreThanWasAskedForIsADefectOfThatFacet() {
    each = Page.MOST + 1;

    assertFailed(
        listed("shelf"), "the facet shelf was asked for 1000 objects a page, and lists 1001");
  }

  @Test
  void asManyAsAnEndpointHasAreReadAndNoMore() throws Exception {
    caller.close();
    caller = caller(Threads.make());
    each = Page.MOST;
    pages = Verbs.MOST_OBJECTS / Page.MOST;
    assertThat(listed("shelf")).isInstanceOf(Answer.Seen.class);

    caller.answers.clear();
    pages = 1_000_000;
    assertFailed(listed("shelf"), "the list of shelf has more than 100000 objects");
    assertThat(given).hasSizeLessThan(202);
  }

  @Test
  void aPageThatDoesNotComeIsLostThoughOthersCame() {
    pages = 9;
    hanging = 3;

    assertThat(listed("shelf"))
        .isInstanceOfSatisfying(
            Answer.Lost.class, lost -> assertThat(lost.message()).contains("LIST"));
    assertThat(given).hasSize(3);
  }

  @Test
  void anInventoryHasHalfAMinute() {
    assertThat(listed("found")).isInstanceOf(Answer.Seen.class);
    assertThat(given)
        .singleElement()
        .satisfies(d -> assertThat(d).isBetween(Pace.FIND.minusSeconds(1), Pace.FIND));
  }

  private final class Found implements Inventory<Book> {

    @Override
    public String name() {
      return "found";
    }

    @Override
    public Class<Book> state() {
      return Book.class;
    }

    @Override
    public List<Book> all(Deadline deadline) {
      given.add(deadline.left());
      return List.of(new Book("one"));
    }
  }

  private final class Shelf implements Facet<FakeDriver.Wish, Book> {

    @Override
    public String name() {
      return "shelf";
    }

    @Override
    public Class<FakeDriver.Wish> spec() {
      return FakeDriver.Wish.class;
    }

    @Override
    public Class<Book> state() {
      return Book.class;
    }

    @Override
    public Duration settle() {
      return Duration.ZERO;
    }

    @Override
    public Observed<Book> observe(String uid, Deadline deadline) {
      return Observed.absent();
    }

    @Override
    public Observed<Book> apply(String uid, FakeDriver.Wish spec, Deadline deadline) {
      return Observed.settled(new Book(uid));
    }

    @Override
    public Observed<Book> remove(String uid, Deadline deadline) {
      return Observed.absent();
    }

    @Override
    public Book expect(FakeDriver.Wish spec) {
      return new Book("");
    }

    @Override
    public Page<Book> list(Optional<String> cursor, int most, Deadline deadline) {
      given.add(deadline.left());
      asked.add(most);
      int page = cursor.map(Integer::parseInt).orElse(1);
      if (page == hanging) {
        Meddled.await(hang);
      }
      caller.passed.addAndGet(took.toNanos());
      return new Page<>(
          IntStream.range(0, each)
              .mapToObj(n -> new Page.Item<>("u" + page + "-" + n, new Book("b" + page)))
              .toList(),
          Optional.of(page + 1).filter(next -> next <= pages).map(String::valueOf));
    }

    @Override
    public List<Trial<FakeDriver.Wish>> trials(Deadline deadline) {
      return List.of();
    }
  }
}
