using PeerPlatform.Bench;

// Figures of this machine, in one run: dotnet run -c Release --project tests/bench [-- start onboarding answers gateway grpc chart production qualification nominations board]
if (args is ["serve-grpc", var port])
{
    await GrpcFigure.ServeAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

var all = new (string Name, Func<Task<IReadOnlyList<Figure>>> Measure)[]
{
    ("start", StartFigure.MeasureAsync),
    ("grpc", GrpcFigure.MeasureAsync),
    ("gateway", GatewayFigure.MeasureAsync),
    ("onboarding", LoadFigures.MeasureAsync),
    ("production", ProductionFigures.MeasureAsync),
    ("chart", ChartFigure.MeasureAsync),
    ("qualification", QualificationFigure.MeasureAsync),
    ("nominations", NominationFigure.MeasureAsync),
    ("board", BoardFigure.MeasureAsync),
};
Console.WriteLine("| figure | wanted | measured | met |");
Console.WriteLine("| --- | --- | --- | --- |");
foreach (var (name, measure) in all.Where(f => args.Length == 0 || args.Contains(f.Name)))
{
    foreach (var figure in await measure())
    {
        Console.WriteLine($"| {figure.What} | {figure.Wanted} | {figure.Measured} | {(figure.Met ? "yes" : "no")} |");
    }
}
