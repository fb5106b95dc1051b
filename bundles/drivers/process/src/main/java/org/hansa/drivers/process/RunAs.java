package org.hansa.drivers.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * The user that workloads run as when that is not the one that Hansa runs as.
 *
 * @param setpriv the program that changes to it
 */
record RunAs(String name, int uid, int gid, Path setpriv) {

  private static final int OWNER_PASSES = 0100;
  private static final int GROUP_PASSES = 0010;
  private static final int OTHERS_PASS = 0001;

  /**
   * Where users and programs are looked up.
   *
   * @param self a folder that belongs to the user we run as
   */
  record Machine(Path passwd, List<Path> setpriv, Path self) {

    static final Machine THIS =
        new Machine(
            Path.of("/etc/passwd"),
            List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv")),
            Path.of("/proc/self"));
  }

  /**
   * Empty if no user is named, or the one we are.
   *
   * @param folder of the endpoint
   * @throws org.hansa.core.driver.DriverException INVALID, with what to do, if it cannot be
   */
  static Optional<RunAs> of(Optional<String> user, Path folder, Machine machine) {
    if (user.isEmpty()) {
      return Optional.empty();
    }
    String name = user.get();
    try {
      String[] entry = entry(name, machine.passwd());
      int uid = Integer.parseInt(entry[2]);
      int own = number(machine.self(), "uid");
      if (uid == own && own != 0) {
        return Optional.empty();
      }
      if (uid == 0) {
        throw Fault.invalid("the user '" + name + "' may do everything; name one that may not");
      }
      if (own != 0) {
        throw Fault.invalid(
            "workloads cannot run as '"
                + name
                + "': only root can start processes of another"
                + " user; run Hansa as root, or take the option user away");
      }
      Path setpriv =
          machine.setpriv().stream()
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow(
                  () ->
                      Fault.invalid(
                          "workloads cannot run as '"
                              + name
                              + "': setpriv is in none of "
                              + machine.setpriv()
                              + "; install util-linux"));
      RunAs found = new RunAs(name, uid, Integer.parseInt(entry[3]), setpriv);
      found.pass(folder.toAbsolutePath());
      return Optional.of(found);
    } catch (IOException e) {
      throw Fault.of("looking up the user " + name, e);
    } catch (NumberFormatException e) {
      throw Fault.invalid("the entry of '" + name + "' in " + machine.passwd() + " has no number");
    }
  }

  private static String[] entry(String name, Path passwd) throws IOException {
    try (var lines = Files.lines(passwd, java.nio.charset.StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(words -> words.length > 3 && words[0].equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  Fault.invalid(
                      "there is no user '" + name + "' in " + passwd + "; make one by useradd -r"));
    }
  }

  private static int number(Path path, String attribute) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:" + attribute);
  }

  /** What the workload's folder lies in belongs to others: we do not open it, but say so. */
  private void pass(Path folder) throws IOException {
    for (Path up = folder.getParent(); up != null; up = up.getParent()) {
      if (!Files.isDirectory(up)) {
        continue;
      }
      int bit =
          number(up, "uid") == uid
              ? OWNER_PASSES
              : number(up, "gid") == gid ? GROUP_PASSES : OTHERS_PASS;
      if ((number(up, "mode") & bit) == 0) {
        throw Fault.invalid(
            "the user '"
                + name
                + "' cannot reach its workloads: "
                + up
                + " lets it not pass; chmod o+x there, or keep Hansa's state elsewhere");
      }
    }
  }

  /** Makes a folder of ours one that the user may pass through but not list. */
  static void passable(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  /** Gives one file or folder to the user; a link itself, never what it names. */
  void give(Path path) throws IOException {
    Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
  }

  /** What stands before the program: no other groups, and no way up by a set-user-id program. */
  List<String> argv() {
    return List.of(
        setpriv.toString(),
        "--reuid=" + uid,
        "--regid=" + gid,
        "--clear-groups",
        "--no-new-privs",
        "--");
  }
}
