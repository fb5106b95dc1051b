package org.hansa.drivers.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
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
    for (String old : before) {
      Path file = home.work().resolve(inside(old));
      if (safe(home, file) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(file);
      }
    }
    for (Artifact artifact : spec.artifacts()) {
      Path file = home.work().resolve(inside(artifact.path()));
      if (!safe(home, file) || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        throw Fault.conflict(
            "the workload has put a link or a folder in the way of its artifact "
                + artifact.path());
      }
      folders(home.work(), file.getParent(), user);
      Path staged = staged(home, artifact);
      Files.setPosixFilePermissions(
          staged,
          PosixFilePermissions.fromString(artifact.executable() ? "rwxr-xr-x" : "rw-r--r--"));
      if (user.isPresent()) {
        user.get().give(staged);
      }
      Files.move(staged, file, StandardCopyOption.REPLACE_EXISTING);
    }
    Trees.delete(home.stage());
  }

  /** Folders that are there already stay whose they are. */
  private static void folders(Path work, Path folder, Optional<RunAs> user) throws IOException {
    if (!folder.equals(work) && !Files.isDirectory(folder)) {
      folders(work, folder.getParent(), user);
      Files.createDirectory(folder);
      if (user.isPresent()) {
        user.get().give(folder);
      }
    }
  }

  /** False if a folder on the way is a link, which could lead anywhere, or a file. */
  private static boolean safe(Home home, Path file) {
    for (Path up = file.getParent(); !up.equals(home.path()); up = up.getParent()) {
      if (Files.exists(up, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(up, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }
}
