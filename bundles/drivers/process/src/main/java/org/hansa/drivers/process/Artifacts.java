package org.hansa.drivers.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadSpec.Artifact;

/**
 * Lays files into the working folder in two parts: the slow one, while what ran before still runs,
 * fetches and checks; the quick one, when it has ended, moves.
 */
final class Artifacts {

  private static final int TRIES = 20;

  private final Opening.Content content;

  Artifacts(Opening.Content content) {
    this.content = content;
  }

  /** The path if it is relative and leads nowhere but down. */
  static Path inside(String text) {
    try {
      Path path = Path.of(text);
      boolean plain = !text.isBlank() && !path.isAbsolute() && path.equals(path.normalize());
      if (plain && !path.startsWith("..") && !path.toString().isEmpty()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw Fault.invalid("the artifact's path is no path: " + e.getReason());
    }
    throw Fault.invalid(
        "the artifact's path '" + text + "' leads out of the working folder; use a plain one");
  }

  /** Fetches each artifact under its digest's name; one that is there already stays. */
  void stage(WorkloadSpec spec, Home home, Deadline deadline) throws IOException {
    Files.createDirectories(home.stage());
    Trees.onlyOwner(home.stage());
    for (Artifact artifact : spec.artifacts()) {
      Path whole = staged(home, artifact);
      if (!Files.isRegularFile(whole, LinkOption.NOFOLLOW_LINKS)) {
        Path part = home.stage().resolve("part");
        Files.deleteIfExists(part);
        fetch(artifact, part, deadline);
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private void fetch(Artifact artifact, Path part, Deadline deadline) throws IOException {
    MessageDigest digest = Specs.sha256();
    try (InputStream in = open(artifact);
        OutputStream out = Files.newOutputStream(part)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
        if (deadline.passed()) {
          throw Fault.unavailable("fetching " + artifact.digest() + " took too long");
        }
      }
    }
    String found = "sha256:" + HexFormat.of().formatHex(digest.digest());
    if (!found.equals(artifact.digest())) {
      throw new DriverException(
          DriverException.Reason.INTERNAL,
          "the content of " + artifact.path() + " is " + found + ", not " + artifact.digest());
    }
  }

  private InputStream open(Artifact artifact) {
    try {
      return content.open(artifact.digest());
    } catch (DriverException e) {
      throw new DriverException(
          e.reason(), "the artifact " + artifact.path() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DriverException(
          DriverException.Reason.UNAVAILABLE,
          "the artifact " + artifact.path() + ", " + artifact.digest() + ", cannot be read: " + e,
          e);
    }
  }

  private static Path staged(Home home, Artifact artifact) {
    // The same content may be wanted at two places.
    return home.stage()
        .resolve(Specs.sha256(artifact.path() + "\n" + artifact.digest()).substring(0, 32));
  }

  /** Moves what was staged to its place, and takes away what the spec before had laid. */
  void place(WorkloadSpec spec, Home home, List<String> before, Optional<RunAs> user)
      throws IOException {
    try (Entered stage = Entered.at(home.stage());
        Entered own = Entered.at(home.path());
        Entered work = own.down(home.work().getFileName()).orElseThrow()) {
      for (String old : before) {
        takeAway(work, inside(old));
      }
      for (Artifact artifact : spec.artifacts()) {
        Path staged = staged(home, artifact);
        Files.setPosixFilePermissions(
            staged,
            PosixFilePermissions.fromString(artifact.executable() ? "rwxr-xr-x" : "rw-r--r--"));
        give(staged, user);
        if (!laid(stage, staged, work, inside(artifact.path()), user)) {
          throw Fault.conflict(
              "the workload has put a link or a folder in the way of its artifact "
                  + artifact.path()
                  + ", or taken away the folder it was to lie in");
        }
      }
    }
    Trees.delete(home.stage());
  }

  private static void takeAway(Entered folder, Path path) throws IOException {
    Path name = path.getName(0);
    if (path.getNameCount() > 1) {
      Optional<Entered> next = folder.down(name);
      if (next.isPresent()) {
        try (Entered in = next.get()) {
          takeAway(in, path.subpath(1, path.getNameCount()));
        }
      }
    } else if (!folder.isFolder(name)) {
      folder.delete(name);
    }
  }

  /**
   * Folders that are there already stay whose they are; missing ones come with what is in them.
   *
   * @return false if something is in the way, or a folder has gone meanwhile
   */
  private static boolean laid(
      Entered stage, Path staged, Entered folder, Path path, Optional<RunAs> user)
      throws IOException {
    Path name = path.getName(0);
    boolean last = path.getNameCount() == 1;
    if (!last) {
      Path rest = path.subpath(1, path.getNameCount());
      Optional<Entered> next = folder.down(name);
      if (next.isPresent()) {
        try (Entered in = next.get()) {
          return laid(stage, staged, in, rest, user);
        }
      }
    }
    Path whole = last ? staged : wrapped(staged, path.subpath(1, path.getNameCount()), user);
    for (int i = 1; ; i++) {
      try {
        stage.move(whole.getFileName(), folder, name);
        return true;
      } catch (NoSuchFileException e) {
        if (!stage.has(whole.getFileName())) {
          throw e;
        }
        // The folder that was entered is gone, and nothing can be laid into it any more.
        return false;
      } catch (FileSystemException e) {
        // A file or a link is replaced: in the way is a folder, or anything where one is to come.
        if (last ? folder.isFolder(name) : folder.has(name)) {
          return false;
        }
        // What was in the way may be gone by now; all else is the disk's, not the workload's.
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  /** A folder beside it in which it lies at a path: so nobody sees a half, or whose it is not. */
  private static Path wrapped(Path staged, Path path, Optional<RunAs> user) throws IOException {
    Path whole = staged.resolveSibling("folder");
    Trees.delete(whole);
    Path folder = Files.createDirectory(whole);
    for (int i = 0; i < path.getNameCount() - 1; i++) {
      folder = Files.createDirectory(folder.resolve(path.getName(i)));
    }
    Files.move(staged, folder.resolve(path.getFileName()));
    for (Path up = folder; !up.equals(staged.getParent()); up = up.getParent()) {
      give(up, user);
    }
    return whole;
  }

  private static void give(Path path, Optional<RunAs> user) throws IOException {
    if (user.isPresent()) {
      user.get().give(path);
    }
  }
}
