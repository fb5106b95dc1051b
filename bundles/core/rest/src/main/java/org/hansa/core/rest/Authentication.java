package org.hansa.core.rest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Enumeration;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;

/**
 * Reads who calls from the Authorization header, or without one from a session; the gate says
 * whether it is true.
 */
final class Authentication {

  private static final String BASIC = "basic ";
  private static final String BEARER = "bearer ";
  private static final int MAX = 4096;

  private final Services services;
  private final SessionDoor sessions;

  Authentication(Services services, SessionDoor sessions) {
    this.services = services;
    this.sessions = sessions;
  }

  Principal principal(HttpServletRequest request) {
    Enumeration<String> given = request.getHeaders("Authorization");
    if (!given.hasMoreElements()) {
      return sessions.principal(request).orElseThrow(() -> refused("nobody is logged in"));
    }
    String header = given.nextElement();
    if (given.hasMoreElements() || header.length() > MAX) {
      throw refused("there must be one Authorization header of at most " + MAX + " characters");
    }
    return principal(header.strip());
  }

  private Principal principal(String header) {
    if (isOf(BASIC, header)) {
      return basic(services.gate(), header.substring(BASIC.length()).strip());
    }
    if (isOf(BEARER, header)) {
      return services.gate().bearer(header.substring(BEARER.length()).strip());
    }
    throw refused("the Authorization header is neither Basic nor Bearer");
  }

  private static boolean isOf(String scheme, String header) {
    return header.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static Principal basic(Gate gate, String encoded) {
    CharBuffer pair = decoded(encoded);
    int colon = pair.toString().indexOf(':');
    if (colon < 0) {
      throw refused("Basic needs name:password");
    }
    String name = pair.subSequence(0, colon).toString();
    char[] password = new char[pair.length() - colon - 1];
    pair.position(colon + 1).get(password);
    try {
      return gate.login(name, password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static CharBuffer decoded(String encoded) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new Problem(
          Problem.Reason.UNAUTHENTICATED,
          "Basic needs name:password in UTF-8, encoded in base64",
          "Correct the header.",
          List.of(),
          e);
    }
  }

  private static Problem refused(String what) {
    return new Problem(
        Problem.Reason.UNAUTHENTICATED, what, "Send a name and password, or a token.");
  }
}
