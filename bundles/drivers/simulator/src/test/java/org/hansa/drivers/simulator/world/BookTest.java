package org.hansa.drivers.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.hansa.drivers.simulator.data.Binder;
import org.hansa.drivers.simulator.data.Continua;
import org.hansa.drivers.simulator.data.Demand;
import org.hansa.drivers.simulator.data.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookTest {

  private record Box(String print, long cpu, Optional<String> said) implements Thing {
    @Override
    public List<Hold> holds() {
      return List.of(Hold.of(Hold.CPU + "h", cpu), Hold.on("shelf"));
    }
  }

  private static final Kind<Box> BOXES = new Kind<>("box", Box.class);

  @TempDir Path folder;
  private final AtomicLong time = new AtomicLong(1_780_000_000_000L);
  private final Demand demand = new Continua().site("europe", "hamburg").demand();
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Set<String> hints = ConcurrentHashMap.newKeySet();
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("b.journal");
  }

  private Book open(Kind<?>... kinds) {
    Book book =
        new Book(
            new Journal(file),
            demand,
            () -> Instant.ofEpochMilli(time.get()),
            new Wish(BigDecimal.ONE, Optional.empty()),
            new Binder(false),
            new Json(),
            new Alarm(timer, hints::add));
    for (Kind<?> kind : kinds) {
      book.keep(kind);
    }
    book.advance();
    return book;
  }

  private void put(Book book, String uid, long cpu, long gone) {
    Box box = new Box("p", cpu, Optional.of("said \"ü\" \\ \n\t{[:#"));
    long now = book.advance();
    book.put(BOXES, uid, new Kept<>(box, now, now, 0, gone, false), now);
  }

  @AfterEach
  void end() {
    timer.shutdownNow();
  }

  @Test
  void whatChangesByItselfIsHintedAlsoByWhoeverReadItAgain() {
    put(open(BOXES), "a", 1, time.get() + 3_600_000);
    assertThat(timer.getQueue()).hasSize(1);
    timer.getQueue().clear();
    open(BOXES);
    assertThat(timer.getQueue()).hasSize(1);
    assertThat(hints).isEmpty();
  }

  @Test
  void isTheSameWhenReadAgain() {
    Book book = open(BOXES);
    put(book, "a", 100, Kept.NEVER);
    time.addAndGet(3_600_000);
    put(book, "b", 50, Kept.NEVER);
    time.addAndGet(3_600_000);
    book.cut(BOXES, "b", book.advance());
    time.addAndGet(7_200_000);

    Book again = open(BOXES);
    long now = again.advance();
    assertThat(again.get(BOXES, "a")).isEqualTo(book.get(BOXES, "a"));
    assertThat(again.get(BOXES, "b")).isEmpty();
    assertThat(again.sum("cpu@h")).isEqualTo(100);
    assertThat(again.holders("shelf")).containsExactly("a");
    assertThat(again.load("cpu@h").flat(now)).isEqualTo(100.0 * 4 * 3_600_000 + 50.0 * 3_600_000);
    assertThat(again.load("cpu@h").busy(now, demand))
        .isEqualTo(book.load("cpu@h").busy(now, demand));
    assertThat(again.since()).isEqualTo(book.since());
  }

  @Test
  void isTheSameAfterTheJournalWasMadeShort() throws IOException {
    Book book = open(BOXES);
    put(book, "kept", 7, Kept.NEVER);
    for (int i = 0; i < 3_000; i++) {
      time.addAndGet(10_000);
      put(book, "a", i, Kept.NEVER);
    }
    assertThat(Files.readAllLines(file)).hasSizeLessThan(1_100);
    long now = book.advance();
    Book again = open(BOXES);
    assertThat(again.get(BOXES, "a")).isEqualTo(book.get(BOXES, "a"));
    assertThat(again.get(BOXES, "kept")).isEqualTo(book.get(BOXES, "kept"));
    assertThat(again.load("cpu@h").flat(now)).isEqualTo(book.load("cpu@h").flat(now));
    assertThat(again.load("cpu@h").busy(now, demand))
        .isEqualTo(book.load("cpu@h").busy(now, demand));
    assertThat(again.since()).isEqualTo(book.since());
  }

  @Test
  void whatGoesAtATimeIsGoneThenAndCountedUntilThen() {
    Book book = open(BOXES);
    put(book, "a", 100, time.get() + 1_000);
    time.addAndGet(999);
    book.advance();
    assertThat(book.get(BOXES, "a")).isPresent();
    time.addAndGet(100_000);
    for (Book any : List.of(book, open(BOXES))) {
      long now = any.advance();
      assertThat(any.get(BOXES, "a")).isEmpty();
      assertThat(any.sum("cpu@h")).isZero();
      assertThat(any.load("cpu@h").flat(now)).isEqualTo(100_000.0);
    }
  }

  @Test
  void whatAnotherVersionKeepsIsKeptForIt() {
    Book book = open(BOXES);
    put(book, "a", 1, Kept.NEVER);
    Book older = open();
    assertThat(older.sum("cpu@h")).isZero();
    assertThat(open(BOXES).get(BOXES, "a")).isPresent();
  }

  @Test
  void twoThatAreOpenAtOnceSeeEachOther() {
    Book one = open(BOXES);
    Book two = open(BOXES);
    put(one, "a", 1, Kept.NEVER);
    two.advance();
    assertThat(two.get(BOXES, "a")).isPresent();
    put(two, "b", 1, Kept.NEVER);
    one.advance();
    assertThat(one.count(BOXES)).isEqualTo(2);
  }

  @Test
  void whatIsNotOursIsSaid() {
    new Journal(file).append("nonsense");
    assertThatThrownBy(() -> open(BOXES)).hasMessageContaining("line 1 of the journal is not ours");
  }
}
