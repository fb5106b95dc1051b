package org.hansa.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class PrintedTest {

  private final List<String> lines = new ArrayList<>();
  private final Printed printed = new Printed(new Recorder(), () -> 0);

  private void print(String text) {
    printed.run(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void linesAreLoggedByTheLevelThatTheyBeginWith() {
    print("WARN a: b\nERROR c\nINFO d\nplain ü\r\n\nlast");
    assertThat(lines)
        .containsExactly("WARN a: b", "ERROR c", "INFO d", "INFO plain ü", "INFO last");
  }

  @Test
  void controlCharactersAreNot() {
    print("a\u001b[2Jb\n");
    assertThat(lines).containsExactly("INFO a [2Jb");
  }

  @Test
  void longLinesAreCut() {
    print("x".repeat(1 << 20) + "\nnext\n");
    assertThat(lines).containsExactly("INFO " + "x".repeat(Printed.LONGEST), "INFO next");
  }

  @Test
  void manyLinesInASecondAreLeftOutAndCounted() {
    print("a\n".repeat(Printed.A_SECOND + 7));
    assertThat(lines)
        .hasSize(Printed.A_SECOND + 1)
        .endsWith("WARN 7 more lines than 50 a second are left out");
  }

  @Test
  void howJavaEndedIsKept() {
    print("#  SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2\n");
    assertThat(printed.ending()).contains(new Ending("its process ended by signal 11"));
  }

  /** Keeps what it is told. */
  private final class Recorder extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
      lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
