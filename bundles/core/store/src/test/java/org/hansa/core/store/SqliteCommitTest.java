package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What is known when the last statement of a commit fails, as a sync does. */
class SqliteCommitTest {

  @TempDir Path folder;

  /** A connection on which COMMIT fails. */
  private static Connection failing(Connection connection, SQLException failure) {
    return (Connection)
        Proxy.newProxyInstance(
            SqliteCommitTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(connection, arguments);
              return method.getName().equals("createStatement")
                  ? failing((Statement) answer, failure)
                  : answer;
            });
  }

  private static Statement failing(Statement statement, SQLException failure) {
    return (Statement)
        Proxy.newProxyInstance(
            SqliteCommitTest.class.getClassLoader(),
            new Class<?>[] {Statement.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("execute") && arguments[0].equals("COMMIT")) {
                throw failure;
              }
              try {
                return method.invoke(statement, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private SqliteTables tables(SQLiteErrorCode code) throws Exception {
    Path file = folder.resolve("hansa.db");
    SqliteDatabase database = new SqliteDatabase(file, Duration.ofSeconds(1));
    database.start(Samples.NOON);
    SQLException failure = new SQLiteException("it fails", code);
    return new SqliteTables(failing(database.writer(), failure), database);
  }

  @Test
  void aSyncThatFailsLeavesItUnknown() throws Exception {
    try (SqliteTables tables = tables(SQLiteErrorCode.SQLITE_IOERR_FSYNC)) {
      assertThatThrownBy(() -> tables.seal(1)).isInstanceOf(InDoubt.class);
    }
  }

  @Test
  void withoutRoomNothingWasWritten() throws Exception {
    try (SqliteTables tables = tables(SQLiteErrorCode.SQLITE_FULL)) {
      assertThatThrownBy(() -> tables.seal(1))
          .isInstanceOf(SQLException.class)
          .isNotInstanceOf(InDoubt.class);
    }
  }
}
