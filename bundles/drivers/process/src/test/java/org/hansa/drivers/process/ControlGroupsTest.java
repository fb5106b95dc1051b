package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 2, and none at all, on copies of the files: a machine shows only one of them. */
class ControlGroupsTest {

  private static final Applied LIMITED =
      Applied.of(
          new WorkloadSpec(
              "sample",
              "process",
              List.of(),
              List.of("true"),
              Map.of(),
              Map.of(),
              Optional.of(new BigDecimal("0.5")),
              Optional.of(1L << 26),
              Optional.empty(),
              Optional.empty()));

  @TempDir Path root;
  private Path tree;

  @BeforeEach
  void lay() throws IOException {
    tree = root.resolve("tree");
    group(tree.resolve("service/hansa"), "cpu memory io", "");
    write(
        root.resolve("proc/self/mountinfo"),
        "31 23 0:28 / " + tree + " rw,relatime - cgroup2 cgroup2 rw\n");
    write(root.resolve("proc/self/cgroup"), "0::/service/hansa\n");
  }

  private static void group(Path group, String controllers, String handedOn) throws IOException {
    write(group.resolve("cgroup.controllers"), controllers + "\n");
    write(group.resolve("cgroup.subtree_control"), handedOn + "\n");
    write(group.resolve("cgroup.procs"), "");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private ControlGroups detect() {
    return ControlGroups.detect(new Proc(root.resolve("proc")));
  }

  @Test
  void versionTwoIsUsedWhereTheGroupAboveHandsItsControllersOn() throws IOException {
    group(tree.resolve("service"), "cpu memory", "cpu memory");
    // The kernel would answer EBUSY here; a folder in the place of the file fails as well.
    Files.delete(tree.resolve("service/hansa/cgroup.subtree_control"));
    Files.createDirectory(tree.resolve("service/hansa/cgroup.subtree_control"));
    ControlGroups groups = detect();

    assertThat(groups.capability("cpu")).isEqualTo("cgroup-v2");
    assertThat(groups.expected(LIMITED)).containsValues("enforced").hasSize(2);
    Map<String, Path> planned = groups.plan(LIMITED, "mark");
    groups.make(planned, LIMITED);
    assertThat(planned.get("cpu").getParent()).isEqualTo(tree.resolve("service"));
    assertThat(planned.get("cpu").resolve("cpu.max")).hasContent("50000 100000");
    assertThat(planned.get("memory").resolve("memory.max")).hasContent("67108864");
  }

  @Test
  void versionTwoThatHandsNothingOnSaysSo() throws IOException {
    group(tree.resolve("service"), "cpu memory", "io");
    Files.delete(tree.resolve("service/hansa/cgroup.subtree_control"));
    Files.createDirectory(tree.resolve("service/hansa/cgroup.subtree_control"));
    assertThat(detect().expected(LIMITED).get("memory"))
        .startsWith("not enforced: ")
        .contains("Delegate=yes");
    assertThat(detect().plan(LIMITED, "mark")).isEmpty();
  }

  @Test
  void aMachineWithoutControlGroupsLimitsNothing() throws IOException {
    write(root.resolve("proc/self/mountinfo"), "22 1 0:20 / / rw - ext4 /dev/vda rw\n");
    assertThat(detect().capability("memory")).startsWith("none: ");
    assertThat(detect().expected(LIMITED))
        .hasSize(2)
        .allSatisfy((name, says) -> assertThat(says).startsWith("not enforced: "));
  }

  @Test
  void whatIsNotAskedForIsNotSaid() {
    assertThat(detect().expected(Applied.NONE)).isEmpty();
  }
}
