package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {

  private final Budget budget = new Budget(100, 150);

  @Test
  void whoKeepsTooMuchWaitsAndNobodyElseDoes() {
    budget.take("anna", 60);
    assertThat(budget.isOpen("anna")).isTrue();
    budget.take("anna", 60);
    assertThat(budget.isOpen("anna")).isFalse();
    assertThat(budget.isOpen("bert")).isTrue();
    budget.give("anna", 60);
    assertThat(budget.isOpen("anna")).isTrue();
  }

  @Test
  void allTogetherAreBoundToo() {
    budget.take("anna", 99);
    budget.take("bert", 60);
    assertThat(budget.isOpen("carl")).isFalse();
    budget.give("anna", 99);
    budget.give("bert", 60);
    assertThat(budget.isOpen("carl")).isTrue();
    assertThat(budget.isOpen("anna")).isTrue();
  }
}
