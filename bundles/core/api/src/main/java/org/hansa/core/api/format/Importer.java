package org.hansa.core.api.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes a draft of a document in a format of others that is written in YAML or JSON. Pure: it reads
 * no files and no environment, asks nobody and keeps nothing. Thread-safe.
 */
@ConsumerType
public interface Importer {

  /** Lower case, one word, for instance {@code compose}; no two have the same. */
  String format();

  /** One sentence for help. */
  String about();

  /**
   * @param document one, as the door's reader gave it: anchors and merge keys are expanded, keys
   *     stand in the order of the file
   * @throws org.hansa.core.api.Problem INVALID for what the format itself forbids, with the place
   */
  Imported read(JsonNode document, Wanted wanted);

  /**
   * What the caller says besides.
   *
   * @param tenant where the draft is to stand
   * @param name of the draft; without, as the document says
   * @param variables that the document may use; what they say may be secret
   */
  record Wanted(String tenant, Optional<String> name, Map<String, String> variables) {
    public Wanted {
      variables = Map.copyOf(variables);
    }
  }
}
