package org.hansa.core.isolation.child.log;

import java.io.PrintStream;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** From INFO on: level, logger, text and causes, in one line. */
final class ErrorStreamLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private final transient PrintStream out;

  ErrorStreamLogger(String name, PrintStream out) {
    this.name = name;
    this.out = out;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
    StringBuilder text = new StringBuilder();
    text.append(level).append(' ').append(name).append(": ");
    text.append(MessageFormatter.basicArrayFormat(pattern, arguments));
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      text.append(": ").append(t);
      if (t.getStackTrace().length > 0) {
        text.append(" at ").append(t.getStackTrace()[0]);
      }
    }
    out.println(text.toString().replace('\n', ' '));
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
