package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small disk of its own, with a file system that can be filled and that can fail: as root only.
 */
final class Disk {

  private static final long BYTES = 24L << 20;

  private final Path image;
  private final Path root;

  private Disk(Path image, Path root) {
    this.image = image;
    this.root = root;
  }

  /** Makes and mounts one, or ends the test as skipped and says what it lacks. */
  static Disk make(Path folder) throws Exception {
    Disk disk = new Disk(folder.resolve("image"), Files.createDirectory(folder.resolve("disk")));
    try (RandomAccessFile file = new RandomAccessFile(disk.image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    boolean made =
        run("mkfs.ext4", "-q", "-F", "-m", "0", disk.image.toString()) && disk.tryMount();
    assumeTrue(made, "a disk of its own needs root, mkfs.ext4, and loop devices to mount");
    return disk;
  }

  Path root() {
    return root;
  }

  private boolean tryMount() throws Exception {
    return run("mount", "-o", "loop,errors=remount-ro", image.toString(), root.toString());
  }

  void mount() throws Exception {
    assertThat(tryMount()).as("mount").isTrue();
  }

  void unmount() throws Exception {
    assertThat(run("umount", root.toString())).as("unmount").isTrue();
  }

  /** As after an error of the hardware: Linux writes nothing any more. */
  void fail() throws Exception {
    String device = Files.getFileStore(root).name();
    Path trigger =
        Path.of("/sys/fs/ext4", device.substring(device.lastIndexOf('/') + 1), "trigger_fs_error");
    assumeTrue(Files.isWritable(trigger), trigger + " lets no error be triggered");
    Files.writeString(trigger, "1");
  }

  void repair() throws Exception {
    run("e2fsck", "-y", image.toString());
  }

  /** To the last byte; the file is what makes room again when it is deleted. */
  Path fill() throws IOException {
    Path filler = root.resolve("filler");
    for (int size = 1 << 20; size > 0; size = size == 1 ? 0 : size / 2) {
      try (OutputStream out = new FileOutputStream(filler.toFile(), true)) {
        byte[] some = new byte[size];
        for (long left = BYTES; left > 0; left -= size) {
          out.write(some);
        }
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space left");
      }
    }
    return filler;
  }

  private static boolean run(String... command) throws Exception {
    try (Stream<Path> places =
        Stream.of(Path.of("/usr/sbin"), Path.of("/sbin"), Path.of("/usr/bin"), Path.of("/bin"))) {
      List<Path> found =
          places.map(p -> p.resolve(command[0])).filter(Files::isExecutable).toList();
      if (found.isEmpty()) {
        return false;
      }
      command[0] = found.get(0).toString();
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  /** Whatever still has files open there. */
  void close() throws Exception {
    run("umount", "-l", root.toString());
  }
}
