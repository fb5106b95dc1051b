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
  void whenAllTogetherAreFullTheFullestIsKnown() {
    assertThat(budget.fullest()).isEmpty();
    budget.take("anna", 99);
    assertThat(budget.isFull()).isFalse();
    budget.take("bert", 60);
    assertThat(budget.isFull()).isTrue();
    assertThat(budget.isOpen("carl")).as("it is not for him to wait").isTrue();
    assertThat(budget.fullest()).contains("anna");
    budget.give("anna", 99);
    assertThat(budget.isFull()).isFalse();
    assertThat(budget.fullest()).contains("bert");
  }
}
