package org.hansa.core.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.store.Entry;

/**
 * What a restore adds to the state that it restores: the installation is held, and the audit says
 * who did it.
 *
 * @param backup its name
 * @param by who restores
 * @param cause as in {@link Entry}
 * @param at now
 */
record Restored(String backup, Manifest manifest, String by, String cause, Instant at) {

  /**
   * The installation as it stands after the restore.
   *
   * @param saved as the backup has it, if it has
   */
  Resource installation(Optional<JsonNode> saved, long revision) {
    Resource self =
        saved
            .map(ResourceJson::read)
            .orElseGet(
                () ->
                    Resource.fresh(
                        new Draft(
                            Installation.SELF, Map.of(), Optional.empty(), Set.of(), Doc.EMPTY),
                        UUID.randomUUID().toString(),
                        at,
                        Optional.empty()));
    TreeSet<String> holds = new TreeSet<>(self.holds());
    holds.add(Installation.RESTORED);
    Installation.Restored said =
        new Installation.Restored(backup, manifest.revision(), manifest.made(), at, by);
    return self.withHolds(holds)
        .withStatus(self.status().with(new Installation.Status(Optional.of(said))))
        .withRevision(revision);
  }

  Entry entry(Resource self) {
    return entry("restore", backup, manifest.revision(), self.uid(), at, by, cause);
  }

  /** The audit's line of what was done with all state. */
  static Entry entry(
      String op, String backup, long revision, String uid, Instant at, String by, String cause) {
    Ref self = Installation.SELF;
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("decision", "allowed");
    body.putArray("changes").addObject().put("op", op).put("ref", self.toString());
    body.put("backup", backup).put("revision", revision);
    return new Entry(Entry.AUDIT, at, Optional.of(self), uid, by, cause, Doc.of(body));
  }
}
