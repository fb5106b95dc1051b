package org.hansa.drivers.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where groups of one controller can be made.
 *
 * @param version of control groups, 1 or 2; 0 if there is none
 * @param folder empty if nothing can be limited
 * @param trouble why not
 */
record GroupBase(int version, Optional<Path> folder, String trouble) {

  static GroupBase find(Proc proc, String controller) {
    List<String> mounts = proc.lines("self/mountinfo");
    for (String mount : mounts) {
      Optional<Path> own = own(proc, mount, "cgroup", controller);
      if (own.isPresent()) {
        return writable(own.get())
            ? new GroupBase(1, own, "")
            : none("control groups below " + own.get() + " cannot be made by this user");
      }
    }
    for (String mount : mounts) {
      Optional<Path> own = own(proc, mount, "cgroup2", "");
      if (own.isPresent()) {
        return second(own.get(), Path.of(mount.split(" ")[4]), controller);
      }
    }
    return none("this machine has no control groups for " + controller);
  }

  /**
   * In version 2 a group that holds processes cannot hand its controllers on. So ours will do only
   * if it has already, or can; else the one above, if that has and may be written.
   */
  private static GroupBase second(Path own, Path mount, String controller) {
    if (!words(own, "cgroup.controllers").contains(controller)) {
      return none("the controller " + controller + " is not given to " + own);
    }
    if (writable(own) && !words(own, "cgroup.subtree_control").contains(controller)) {
      enable(own, controller);
    }
    Stream<Path> candidates = own.equals(mount) ? Stream.of(own) : Stream.of(own, own.getParent());
    return candidates
        .filter(f -> writable(f) && words(f, "cgroup.subtree_control").contains(controller))
        .findFirst()
        .map(f -> new GroupBase(2, Optional.of(f), ""))
        .orElseGet(
            () ->
                none(
                    "neither "
                        + own
                        + " nor the group above hands "
                        + controller
                        + " on to this user; with systemd set Delegate=yes and DelegateSubgroup="));
  }

  private static void enable(Path group, String controller) {
    try {
      Files.writeString(group.resolve("cgroup.subtree_control"), "+" + controller);
    } catch (IOException e) {
      // EBUSY, as in most groups: what is said about the parent then decides.
      return;
    }
  }

  /** Our group in this mount, if it is of the type and has the controller. */
  private static Optional<Path> own(Proc proc, String mount, String type, String controller) {
    String[] halves = mount.split(" - ", 2);
    String[] left = halves[0].split(" ");
    String[] right = halves.length < 2 ? new String[0] : halves[1].split(" ");
    if (left.length < 5
        || right.length < 3
        || !right[0].equals(type)
        || (!controller.isEmpty() && !List.of(right[2].split(",")).contains(controller))) {
      return Optional.empty();
    }
    for (String line : proc.lines("self/cgroup")) {
      String[] parts = line.split(":", 3);
      boolean same =
          controller.isEmpty()
              ? parts[1].isEmpty()
              : List.of(parts[1].split(",")).contains(controller);
      if (parts.length == 3 && same) {
        // Seen from a container the mount may show only a part of the tree.
        Path below = Path.of(parts[2]);
        Path top = Path.of(left[3]);
        Path relative = below.startsWith(top) ? top.relativize(below) : Path.of("");
        Path own = Path.of(left[4]).resolve(relative).normalize();
        return Optional.of(own).filter(Files::isDirectory);
      }
    }
    return Optional.empty();
  }

  private static boolean writable(Path folder) {
    return Files.isWritable(folder) && Files.isWritable(folder.resolve("cgroup.procs"));
  }

  private static List<String> words(Path group, String file) {
    try {
      return List.of(Files.readString(group.resolve(file)).strip().split(" "));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static GroupBase none(String why) {
    return new GroupBase(0, Optional.empty(), why);
  }
}
