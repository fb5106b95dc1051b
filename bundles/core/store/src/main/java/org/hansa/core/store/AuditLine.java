package org.hansa.core.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/**
 * What the store says in the audit of what is done to all that it holds, and so is asked of no
 * gate.
 */
final class AuditLine {

  private final ObjectNode body = JsonNodeFactory.instance.objectNode();

  /**
   * @param op what is done to the installation
   */
  AuditLine(String op) {
    body.put("decision", "allowed");
    body.putArray("changes").addObject().put("op", op).put("ref", Installation.SELF.toString());
  }

  /** To which more may be added. */
  ObjectNode body() {
    return body;
  }

  /**
   * @param uid of the installation, or empty
   * @param by who does it
   * @param cause as in {@link Entry}
   */
  Entry entry(String uid, Instant at, String by, String cause) {
    return new Entry(Entry.AUDIT, at, Optional.of(Installation.SELF), uid, by, cause, Doc.of(body));
  }

  /**
   * Writes it alone.
   *
   * @throws Problem if the store does not write
   */
  void write(Store store, String by, String cause) {
    store.transact(
        now -> {
          String uid = now.get(Installation.SELF).map(Resource::uid).orElse("");
          return new Transaction(
              List.of(), List.of(), List.of(entry(uid, now.now(), by, cause)), Map.of());
        });
  }
}
