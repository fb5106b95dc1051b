package org.hansa.core.rest;

import java.util.List;
import javax.servlet.http.HttpServletRequest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;

/**
 * One authenticated request.
 *
 * @param id correlation: it goes into the audit trail and comes back with every answer
 */
record Call(Principal principal, String id) {

  static final String DOOR = "rest";
  static final String ID = "org.hansa.core.rest.id";

  static final String PRINCIPAL = "org.hansa.core.rest.principal";

  static Call of(HttpServletRequest request) {
    if (request.getAttribute(PRINCIPAL) instanceof Principal principal
        && request.getAttribute(ID) instanceof String id) {
      return new Call(principal, id);
    }
    throw new Problem(
        Problem.Reason.UNAUTHENTICATED, "nobody is logged in", "Send a password or a token.");
  }

  String cause() {
    return DOOR + ":" + id;
  }

  Request asks(Change change) {
    return Request.of(principal, DOOR, cause(), List.of(change));
  }
}
