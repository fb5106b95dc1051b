package org.hansa.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** How what was written becomes durable. Thread-safe. */
interface Syncs {

  /** As the system does it. */
  Syncs DISK =
      new Syncs() {
        @Override
        public void file(Path file, FileChannel open) throws IOException {
          open.force(true);
        }

        @Override
        public void folder(Path folder) throws IOException {
          OwnerOnly.sync(folder);
        }
      };

  /** What a file has. */
  void file(Path file, FileChannel open) throws IOException;

  /** The names in a folder. */
  void folder(Path folder) throws IOException;
}
