package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call that is written off and answers all the same, in whichever order. */
class UnderwayTest {

  private final Underway call = new Underway(Thread.currentThread(), 1, World.AT, "fake");
  private final List<String> written = new ArrayList<>();

  private void answered() {
    call.end();
    call.then(() -> written.add("answer"));
  }

  @Test
  void anAnswerIsWrittenByWhoeverIsWritingThatThereIsNone() {
    call.lost(
        () -> {
          answered();
          assertThat(written).as("neither before nor amid it, and nobody waits").isEmpty();
          written.add("lost");
        });
    assertThat(written).containsExactly("lost", "answer");
  }

  @Test
  void itIsWrittenThoughTheOtherFails() {
    assertThatThrownBy(
            () ->
                call.lost(
                    () -> {
                      answered();
                      throw new IllegalStateException("the disk is full");
                    }))
        .hasMessage("the disk is full");
    assertThat(written).containsExactly("answer");
  }

  @Test
  void whatWasSaidToBeLostMayAnswerLater() {
    call.lost(() -> written.add("lost"));
    answered();
    assertThat(written).containsExactly("lost", "answer");
  }

  @Test
  void whatHasAnsweredIsNotLost() {
    answered();
    call.lost(() -> written.add("lost"));
    assertThat(written).containsExactly("answer");
  }

  @Test
  void onlyTheCallItselfIsInterrupted() {
    assertThat(call.expire()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    call.end();
    assertThat(Thread.currentThread().isInterrupted()).as("the next on this thread").isFalse();
    assertThat(call.expire()).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
