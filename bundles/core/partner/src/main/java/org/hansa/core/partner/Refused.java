package org.hansa.core.partner;

/** What a partner has to mend: what is wrong and what may help. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }

  Refused(String message, Throwable cause) {
    super(message, cause);
  }
}
