package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.gate.Gate;

/**
 * {@code ?dryRun=true}: a write is decided as it would be now, its answer made, and nothing done.
 * What only a commit gives is left out: revision, entity tag, place, and the uid of what would be
 * new.
 */
final class DryRun {

  static final String FLAG = "dryRun";

  private DryRun() {}

  static Reply reply(int status, Gate gate, Resource would, boolean made) {
    return Reply.json(status, written(gate, would, made));
  }

  static ObjectNode written(Gate gate, Resource would, boolean made) {
    ObjectNode tree = ResourceJson.write(gate.shown(would));
    tree.remove("revision");
    if (made) {
      tree.remove("uid");
    }
    return tree;
  }
}
