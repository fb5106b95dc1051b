package org.hansa.drivers.sshhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.workload.WorkloadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the script is told and what it answers, whatever stands between. */
@Timeout(120)
class AnswersTest extends Bench {

  @Test
  void answersThoughTheLoginShellGreets() {
    sshd.greet("welcome");

    assertThat(workloads().observe("one", soon()).state()).isEmpty();
    workloads().apply("one", spec("sleep", "1000"), soon());
    assertThat(workloads().list(Optional.empty(), Page.MOST, soon()).items()).hasSize(1);
  }

  /** What could not be kept of a spec is still to be read, and is nothing to obey. */
  @Test
  void aSpecForWhichThereIsNoSpaceIsNotTakenForVerbs() throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path full = bin.resolve("full");
    Path made = bin.resolve("mktemp");
    Files.writeString(
        made,
        "#!/bin/sh\n[ ! -e '%s' ] || { echo 'No space left on device' >&2; exit 1; }\nPATH=${PATH#*:}\nexec mktemp \"$@\"\n"
            .formatted(full));
    assertThat(made.toFile().setExecutable(true)).isTrue();
    sshd.profile("PATH=" + bin + ":$PATH");
    workloads().apply("one", spec("sleep", "1000"), soon());
    Files.createFile(full);

    fails(
        Reason.EXHAUSTED,
        "No space left",
        () -> workloads().apply("two", spec("sleep", "1001"), soon()));
    Files.delete(full);
    assertThat(workloads().observe("two", soon()).state()).isEmpty();
    assertThat(workloads().observe("one", soon()).state()).isPresent();
  }

  @Test
  void aListComesByPages() {
    for (String uid : List.of("c", "a", "b")) {
      workloads().apply(uid, spec("sleep", "1000"), soon());
    }
    Page<WorkloadState> first = workloads().list(Optional.empty(), 2, soon());
    assertThat(first.items()).extracting(i -> i.uid()).containsExactly("a", "b");
    workloads().remove("b", soon());
    Page<WorkloadState> next = workloads().list(first.next(), 2, soon());

    assertThat(next.items())
        .singleElement()
        .isEqualTo(new Page.Item<>("c", workloads().observe("c", soon()).state().orElseThrow()));
    assertThat(next.next()).isEmpty();
    assertThat(workloads().list(first.next().map(c -> c + "z"), 1, soon()).items()).hasSize(1);
  }
}
