package org.hansa.core.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a refusal of SQLite means for who runs Hansa, and what cures it. */
enum DiskTrouble {
  FULL,
  READ_ONLY,
  DAMAGED,
  OTHER;

  /** Free bytes below which an input or output error is one of space. */
  private static final long NONE = 64 << 10;

  /** SQLite's extended codes have the plain one in their lowest byte. */
  private static final int PLAIN = 0xff;

  private static final Set<SQLiteErrorCode> DAMAGE =
      Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);

  /** Whether SQLite itself says that there is no room. */
  static boolean isFull(SQLException why) {
    return why instanceof SQLiteException e
        && (e.getResultCode().code & PLAIN) == SQLiteErrorCode.SQLITE_FULL.code;
  }

  static DiskTrouble of(Path file, Throwable why) {
    if (why instanceof Damaged) {
      return DAMAGED;
    }
    if (!(why instanceof SQLiteException e)) {
      return why.getCause() == null || why.getCause() == why ? OTHER : of(file, why.getCause());
    }
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getResultCode().code & PLAIN);
    if (DAMAGE.contains(code)) {
      return DAMAGED;
    }
    if (code == SQLiteErrorCode.SQLITE_FULL) {
      return FULL;
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY) {
      return READ_ONLY;
    }
    return code == SQLiteErrorCode.SQLITE_IOERR && file.toFile().getUsableSpace() < NONE
        ? FULL
        : OTHER;
  }

  String cure(Path file) {
    return switch (this) {
      case FULL ->
          "Make room on the disk that holds "
              + file
              + ", which has "
              + (file.toFile().getUsableSpace() >> 20)
              + " MiB left; writing goes on by itself.";
      case READ_ONLY ->
          "Make the disk that holds "
              + file
              + " writable again. If Linux has shut it after an error: stop Hansa, check the disk,"
              + " mount it and start Hansa.";
      case DAMAGED ->
          "Restore a backup; what has changed since that was made is lost. PRAGMA integrity_check,"
              + " by SQLite's own shell, says which tables have damaged pages: of a copy of "
              + file
              + " and its log, for it may change them.";
      case OTHER ->
          "Check that the disk that holds "
              + file
              + " is mounted, writable and without errors; then writing goes on by itself.";
    };
  }
}
