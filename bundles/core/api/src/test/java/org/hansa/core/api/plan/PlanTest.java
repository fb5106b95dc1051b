package org.hansa.core.api.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.junit.jupiter.api.Test;

class PlanTest {

  @Test
  void aFieldThatWasAbsentIsStillAbsentAfterItWasStored() {
    Plan.Field field = new Plan.Field("/x", Optional.empty(), Optional.of(TextNode.valueOf("new")));
    assertThat(Doc.parse(Doc.of(field).toString()).as(Plan.Field.class)).isEqualTo(field);
    assertThat(Doc.of(Doc.of(field).as(Plan.Field.class)).toString()).doesNotContain("null");
  }
}
