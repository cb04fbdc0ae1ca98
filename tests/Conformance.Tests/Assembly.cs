using MlFunctions.Conformance;
using Xunit.Sdk;
using Xunit.v3;

// The tests share one worker, its models and its storage account.
[assembly: AssemblyFixture(typeof(PipelinesApp))]
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: TestCollectionOrderer(typeof(LastCollection))]
