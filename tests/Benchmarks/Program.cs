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
    case [BuildStages.Command]:
        await BuildStages.RunAsync();
        break;
    case [RouteCosts.Command]:
        await RouteCosts.RunAsync();
        break;
    case [ReadersAtOnce.Command, ..]:
        await ReadersAtOnce.RunAsync(args.ElementAtOrDefault(1), args.ElementAtOrDefault(2));
        break;
    case [ReadingFiles.FromMemory or ReadingFiles.FromDisk, ..]:
        ReadingFiles.Run(args[0], args[1..]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(BuildStages).Assembly).Run(args);
        break;
}
