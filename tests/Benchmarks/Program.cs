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
    case [Serving.Command, var app]:
        Serving.Run(app.TrimEnd('/'));
        break;
    case [ReadingFiles.FromMemory or ReadingFiles.FromDisk, ..]:
        ReadingFiles.Run(args[0], args[1..]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
