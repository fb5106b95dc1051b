package org.hansa.core.api.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.hansa.core.api.Ref;
import org.osgi.annotation.versioning.ProviderType;

/** What would be done outside if there were no hold on the installation. The runtime knows it. */
@ProviderType
public interface Outlook {

  /** Asks every controller what it wants, as things are known now; changes nothing. */
  Difference difference();

  /** What would be done to an external object. */
  enum Deed {
    /** It is not there. */
    CREATE,
    /** It is there, though the state does not know it yet. */
    ADOPT,
    /** It is there, and not as it is wanted. */
    CHANGE,
    /** It is there, and not wanted any more. */
    REMOVE,
    /**
     * It is there, with our mark, and belongs to nothing that has its object there: it is removed.
     */
    ORPHAN
  }

  /**
   * One deed.
   *
   * @param ref the resource, or for an orphan the endpoint
   * @param endpoint where
   * @param facet of the endpoint
   * @param uid of the object
   */
  record Line(Deed deed, Ref ref, Ref endpoint, String facet, String uid) {}

  /**
   * Between what is wanted and what was observed.
   *
   * @param lines in order of their resources
   * @param unseen what has not been looked at since this node started: it may still differ
   */
  record Difference(List<Line> lines, List<Ref> unseen) {

    public Difference {
      lines = List.copyOf(lines);
      unseen = List.copyOf(unseen);
    }

    /** As doors write it: its fields, and references as text. */
    public ObjectNode written() {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      ArrayNode deeds = all.putArray("lines");
      for (Line line : lines) {
        deeds
            .addObject()
            .put("deed", line.deed().name())
            .put("ref", line.ref().toString())
            .put("endpoint", line.endpoint().toString())
            .put("facet", line.facet())
            .put("uid", line.uid());
      }
      ArrayNode refs = all.putArray("unseen");
      unseen.forEach(ref -> refs.add(ref.toString()));
      return all;
    }
  }
}
