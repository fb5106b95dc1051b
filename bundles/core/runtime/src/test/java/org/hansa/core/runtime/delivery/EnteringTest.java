package org.hansa.core.runtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.hansa.core.api.Ref;
import org.junit.jupiter.api.Test;

/** A key that a stopped route has left in work is not begun by the route that follows. */
class EnteringTest {

  private static final Ref SHOP = new Ref("Shop", "demo", "a");

  private final Lines lines = new Lines(new MemoryStore());

  @Test
  void oneKeyOfOneControllerIsInWorkOnce() {
    assertThat(lines.enter("shops", SHOP)).isTrue();
    assertThat(lines.enter("shops", SHOP)).isFalse();
    assertThat(lines.enter("others", SHOP)).as("another controller").isTrue();
    assertThat(lines.enter("shops", new Ref("Shop", "demo", "b"))).as("another key").isTrue();

    lines.leave("shops", SHOP);
    assertThat(lines.enter("shops", SHOP)).isTrue();
    assertThat(lines.enter("others", SHOP)).isFalse();
  }
}
