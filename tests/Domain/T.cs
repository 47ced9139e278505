namespace BudgetWatch.Domain.Tests;
public class T { [Fact] public void Works() => (1 + 1).ShouldBe(2); }
