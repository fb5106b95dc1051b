package org.hansa.drivers.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A folder that a workload, or another of its user, may write to meanwhile: held open, so that what
 * was looked at is what is changed, whatever stands at its path by then. No link is followed.
 */
final class Entered implements AutoCloseable {

  private static final int DEEPEST = 50;
  private static final int TRIES = 20;

  private final SecureDirectoryStream<Path> handle;

  private Entered(DirectoryStream<Path> opened) throws IOException {
    if (!(opened instanceof SecureDirectoryStream<Path> secure)) {
      opened.close();
      throw new IOException("this system opens no folder for what is done in it");
    }
    this.handle = secure;
  }

  /** A folder whose path nobody else can change. */
  @SuppressWarnings("StreamResourceLeak") // it is closed with this
  static Entered at(Path folder) throws IOException {
    return new Entered(Files.newDirectoryStream(folder));
  }

  /** A folder in it; empty if there is none, but a link or a file, or nothing. */
  Optional<Entered> down(Path name) throws IOException {
    for (int i = 1; ; i++) {
      try {
        return Optional.of(new Entered(handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)));
      } catch (FileSystemException e) {
        if (!isFolder(name)) {
          return Optional.empty();
        }
        // It may have been something else a moment ago.
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Whether there is a folder of this name; a link to one is none. */
  boolean isFolder(Path name) throws IOException {
    return attributes(name).filter(BasicFileAttributes::isDirectory).isPresent();
  }

  /** Whether there is anything of this name, be it a link. */
  boolean has(Path name) throws IOException {
    return attributes(name).isPresent();
  }

  private Optional<BasicFileAttributes> attributes(Path name) throws IOException {
    try {
      return Optional.of(
          handle
              .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Moves what is here to there; a file or a link of that name is replaced, a folder is not. */
  void move(Path name, Entered there, Path as) throws IOException {
    handle.move(name, there.handle, as);
  }

  /** Deletes a file or a link itself. Gone already, does nothing. */
  void delete(Path name) throws IOException {
    try {
      handle.deleteFile(name);
    } catch (NoSuchFileException e) {
      // Whoever was quicker wanted the same.
      return;
    }
  }

  /**
   * Deletes a folder with all in it; if it is not there, nothing. For who may enter whatever is in
   * it.
   *
   * @throws DirectoryNotEmptyException if somebody puts things there meanwhile, or it is so deep
   *     that there is more to do: again
   */
  void deleteFolder(Path name) throws IOException {
    Optional<Entered> folder = down(name);
    if (folder.isPresent()) {
      try (Entered in = folder.get()) {
        in.empty(in, 0);
      }
      deleteEmpty(name);
    }
  }

  /** Each level is a file held open, so what lies too deep is first moved up. */
  private void empty(Entered top, int depth) throws IOException {
    try {
      for (Path entry : handle) {
        clear(entry.getFileName(), top, depth);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void clear(Path name, Entered top, int depth) throws IOException {
    Optional<Entered> folder = down(name);
    if (folder.isEmpty()) {
      delete(name);
      return;
    }
    try (Entered in = folder.get()) {
      if (depth >= DEEPEST) {
        Optional<BasicFileAttributes> found = attributes(name);
        if (found.isPresent()) {
          move(name, top, Path.of("deep" + found.get().fileKey()));
        }
        return;
      }
      in.empty(top, depth + 1);
    }
    deleteEmpty(name);
  }

  /** A folder; gone already, does nothing. */
  private void deleteEmpty(Path name) throws IOException {
    try {
      handle.deleteDirectory(name);
    } catch (NoSuchFileException e) {
      // Whoever was quicker wanted the same.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    handle.close();
  }
}
