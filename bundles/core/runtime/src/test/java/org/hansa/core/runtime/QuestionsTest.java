package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.driver.DriverException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A driver that hangs when it is asked for logs holds up whoever asks it, for a while. */
class QuestionsTest {

  private static final Ref HERE = new Ref("Endpoint", "system", "here");
  private static final Ref THERE = new Ref("Endpoint", "system", "there");

  private final ExecutorService askers = Executors.newCachedThreadPool();
  private final Questions hasty = new Questions(askers, Duration.ofMillis(50));
  private final Questions patient = new Questions(askers, Duration.ofMinutes(1));
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void end() {
    end.countDown();
    askers.shutdownNow();
  }

  /** As a driver does that hears no interrupt. */
  private String hang() {
    Meddled.await(end);
    return "late";
  }

  private static void refused(Problem.Reason reason, ThrowingCallable asked) {
    assertThatThrownBy(asked)
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.reason()).isEqualTo(reason));
  }

  @Test
  void theAnswerComesBackAndSoDoesWhatIsThrown() {
    assertThat(patient.ask(HERE, () -> "lines")).isEqualTo("lines");
    DriverException thrown = new DriverException(DriverException.Reason.NOT_FOUND, "no such");
    assertThatThrownBy(
            () ->
                patient.ask(
                    HERE,
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
    Error error = new LinkageError("another version");
    assertThatThrownBy(
            () ->
                patient.ask(
                    HERE,
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  @Test
  void whoAsksAHangingDriverIsToldSo() {
    refused(Problem.Reason.UNAVAILABLE, () -> hasty.ask(HERE, this::hang));
  }

  @Test
  void itIsInterrupted() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    refused(
        Problem.Reason.UNAVAILABLE,
        () ->
            hasty.ask(
                HERE,
                () -> {
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                  return "";
                }));
    interrupted.await();
  }

  @Test
  void anEndpointKeepsAFewThreadsAtMostAndNoneOfOthers() {
    for (int i = 0; i < Questions.MOST; i++) {
      refused(Problem.Reason.UNAVAILABLE, () -> hasty.ask(HERE, this::hang));
    }
    List<String> asked = new ArrayList<>();
    refused(Problem.Reason.EXHAUSTED, () -> hasty.ask(HERE, () -> asked.add("again")));
    assertThat(asked).isEmpty();
    assertThat(patient.ask(THERE, () -> "lines")).isEqualTo("lines");

    end.countDown();
    await().until(() -> answers(hasty));
    assertThat(patient.ask(HERE, () -> "lines")).isEqualTo("lines");
  }

  private static boolean answers(Questions questions) {
    try {
      return questions.ask(HERE, () -> true);
    } catch (Problem e) {
      return false;
    }
  }

  @Test
  void aQuestionForWhichThereIsNoThreadIsOver() {
    Questions full =
        new Questions(
            task -> {
              throw new RejectedExecutionException("full");
            },
            Duration.ofMinutes(1));
    for (int i = 0; i <= Questions.MOST; i++) {
      assertThatThrownBy(() -> full.ask(HERE, () -> ""))
          .isInstanceOf(RejectedExecutionException.class);
    }
  }

  @Test
  void whoIsInterruptedWhileItWaitsStaysSo() {
    Thread.currentThread().interrupt();
    refused(Problem.Reason.UNAVAILABLE, () -> patient.ask(HERE, this::hang));
    assertThat(Thread.interrupted()).isTrue();
  }
}
