package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.junit.jupiter.api.Test;

/** Recording a refusal writes, so it must wait for a thread that may. */
class SubmittedTest {

  private final Problem refusal = Problem.conflict("it may not be", "Do without.");
  private final List<Problem> recorded = new ArrayList<>();

  private final Pending refused =
      new Pending() {
        @Override
        public boolean isDone() {
          return true;
        }

        @Override
        public void then(Runnable told) {
          told.run();
        }

        @Override
        public Snapshot await() {
          throw refusal;
        }
      };

  @Test
  void aRefusalIsRecordedOnceAndByWhoAwaitsIt() {
    Submitted submitted =
        new Submitted(
            refused,
            recorded::add,
            () -> {
              throw new AssertionError("it was tried anew");
            });
    submitted.then(() -> assertThat(recorded).isEmpty());
    assertThat(submitted.isDone()).isTrue();
    assertThat(recorded).isEmpty();
    assertThatThrownBy(submitted::await).isSameAs(refusal);
    assertThatThrownBy(submitted::await).isSameAs(refusal);
    assertThat(recorded).containsExactly(refusal);
  }
}
