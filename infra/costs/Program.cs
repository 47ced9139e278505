using BudgetWatch.Costs;

// From anywhere in the repository: writes the tables of docs/costs.md from the committed counts, prices and assumptions.
var root = new DirectoryInfo(AppContext.BaseDirectory);
while (!File.Exists(Path.Combine(root.FullName, "BudgetWatch.sln")))
{
    root = root.Parent ?? throw new InvalidOperationException("This tool runs from a build inside the repository.");
}

var path = Path.Combine(root.FullName, "docs", "costs.md");
File.WriteAllText(path, CostDocument.With(File.ReadAllText(path), Path.Combine(root.FullName, "infra", "costs")));
