package org.hansa.core.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.store.Entry;

/**
 * What a restore adds to the state that it restores: the installation is held, and the audit says
 * who did it.
 *
 * @param backup its name
 * @param sealed whether it was sealed under the root key; else somebody answered for it
 * @param by who restores
 * @param cause as in {@link Entry}
 * @param at now
 */
record Restored(
    String backup, Manifest manifest, boolean sealed, String by, String cause, Instant at) {

  /** What the audit calls the making of a backup. */
  static final String BACKUP = "backup";

  /** What it calls the removing of one. */
  static final String BACKUP_DELETE = "backup-delete";

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

  /**
   * The audit's line of it.
   *
   * @param kept entries of the audit that was there which the backup lacks
   * @param lost why there may have been more, if so
   */
  Entry entry(Resource self, long kept, Optional<String> lost) {
    AuditLine line = line("restore", backup, Optional.of(manifest.revision()));
    line.body().put("made", manifest.made().toString()).put("sealed", sealed).put("kept", kept);
    lost.ifPresent(why -> line.body().put("lost", "the audit could not all be read: " + why));
    return line.entry(self.uid(), at, by, cause);
  }

  /** The audit's line of a backup that was made, or is to be removed. */
  static AuditLine line(String op, String backup, Optional<Long> revision) {
    AuditLine line = new AuditLine(op);
    line.body().put("backup", backup);
    revision.ifPresent(r -> line.body().put("revision", r));
    return line;
  }
}
