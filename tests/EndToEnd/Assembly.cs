using BudgetWatch.EndToEnd.Tests;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(PublishedSnapshot))]
[assembly: Trait("Speed", "Slow")]

// Tests wait for apps, queues and pauses part of the time: a third one fills two cores. The longest begin first, so that none is left over at the end.
[assembly: Parallelization(MaxThreads = 3)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
