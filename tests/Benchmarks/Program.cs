using BenchmarkDotNet.Running;
using BudgetWatch.Benchmarks.Processes;

switch (args)
{
    case [AgainstSheetJs.Command]:
        AgainstSheetJs.Run();
        break;
    case [GrowingCsv.Command]:
        GrowingCsv.Run();
        break;
    case [ReadingFiles.FromMemory or ReadingFiles.FromDisk, ..]:
        ReadingFiles.Run(args[0], args[1..]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
