using Sweetspot.Benchmarks;
using Sweetspot.TestKit;

namespace Sweetspot.Planning.Tests;

/// <summary>The program that judges cost models by tables.</summary>
public sealed class CostTablesTests
{
    [Fact]
    public void Run_UnknownHeader_SaysWhatIsKnown()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.csv"), "x,y\n1,2\n");
        var output = new StringWriter();

        var code = Benchmarks.CostTables.Run([folder.File("a.csv"), folder.File("b.csv")], output);

        Assert.Equal(2, code);
        Assert.Contains("a.csv: no kind of table has this header; known are models (model, arch, d_model, params_total, …), gemm (device, m_tokens, n, k, time_ms, …)", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("b.csv: no such file.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_RowsThatCannotBeJudged_AreSkippedWithTheReason()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.csv"), """
            device,op,m_tokens,n,k,dtype,time_ms
            H100,mlp,64,4096,4096,fp16,0.02
            Z9000,mlp,64,4096,4096,fp16,0.02
            H100,mlp,64,4096,4096,fp16,NaN
            H100,mlp,-1,4096,4096,fp16,0.02
            H100,mlp,64,4096,4096,fp17,0.02
            H100,mlp
            H100,mlp,1e300,4096,4096,fp16,0.02
            """);
        var output = new StringWriter();

        var code = Benchmarks.CostTables.Run([folder.File("a.csv")], output);

        Assert.Equal(0, code);
        var text = output.ToString();
        Assert.Contains("7 rows of gemm", text, StringComparison.Ordinal);
        Assert.Contains("    1 rows, median error ", text, StringComparison.Ordinal);
        Assert.Contains("skipped 1: device \"Z9000\" is not in the catalogue (line 3)", text, StringComparison.Ordinal);
        Assert.Contains("skipped 1: time_ms is no number above 0 (line 4)", text, StringComparison.Ordinal);
        Assert.Contains("skipped 2: m_tokens is no number above 0 (line 5 and others)", text, StringComparison.Ordinal);
        Assert.Contains("skipped 1: its sizes make a product that no device finishes (line 8)", text, StringComparison.Ordinal);
        Assert.Contains("skipped 1: dtype \"fp17\" is not known (line 6)", text, StringComparison.Ordinal);
    }

    /// <summary>Constants set on two devices predict the third; 80 % of its products lie within the stated spread; the constants in the code are the fit of all.</summary>
    [Fact]
    public void Gemm_DeviceLeftOut_IsWithinTenPercentAndTheStatedSpread()
    {
        var rows = ModelTable.Read(SharedData.File("cost", "gemm.csv"));
        var products = rows.Select(row => new GemmTable.Row(
            HardwareCatalogue.Find(row["device"]), new MatmulShape(row.Whole("m_tokens"), row.Whole("n"), row.Whole("k")), NumberFormat.Fp16, row.Positive("time_ms")!.Value / 1e3)).ToArray();

        var reports = new GemmTable().Judge(rows).ToList();
        var fit = GemmTable.Fit(products);

        Assert.All(reports, report => Assert.Equal(1560, report.Rows.Count));
        Assert.True(reports[1].MeanError < 0.08, $"{reports[1].MeanError:0.000}");
        Assert.True(reports[1].Worst.MeanError < 0.09, $"{reports[1].Worst}");
        var time = Matmul.Time(HardwareCatalogue.Find("H100"), new MatmulShape(64, 4096, 4096), NumberFormat.Fp16);
        Assert.InRange(reports[1].Rows.Count(row => row.Measured >= row.Predicted * time.Low / time.Value && row.Measured <= row.Predicted * time.High / time.Value) / 1560.0, 0.78, 0.86);
        Assert.Equal(1, MatmulConstants.Shipped.ComputeShare / fit.ComputeShare, 0.01);
        Assert.Equal(1, MatmulConstants.Shipped.BandwidthShare / fit.BandwidthShare, 0.01);
        Assert.Equal(1, MatmulConstants.Shipped.LaunchSeconds / fit.LaunchSeconds, 0.01);
        Assert.Equal(1, MatmulConstants.Shipped.Blend / fit.Blend, 0.01);
        Assert.Equal(1, MatmulConstants.Shipped.TileLoss / fit.TileLoss, 0.01);
    }

    /// <summary>Errors of what a training waits for; messages below 1 MB and networks that nobody describes are reported, not promised.</summary>
    [Fact]
    public void Comms_KindOfNodeLeftOut_LargeMessagesAreNear()
    {
        var reports = new CommsTable().Judge(ModelTable.Read(SharedData.File("cost", "comms.csv"))).ToList();

        double Error(string quantity) => reports.Single(report => report.Quantity == $"{quantity}, constants set without the kind of node that is judged").MeanError;
        Assert.InRange(Error("all reduce within nodes, 1 MB and more"), 0, 0.23);
        Assert.InRange(Error("send recv within nodes, 1 MB and more"), 0, 0.18);
        Assert.Equal("node \"4 nodes x 8 (unnamed, ml-engineering sample)\" names no device of the catalogue", Assert.Single(reports.SelectMany(report => report.Skipped).Select(row => row.Reason).Distinct()));
    }

    [Fact]
    public void Comms_ShippedConstants_AreTheFit()
    {
        var fit = CommsTable.Fit(CommsTable.Read(ModelTable.Read(SharedData.File("cost", "comms.csv"))).Rows);

        var shipped = CollectiveConstants.Shipped;
        Assert.Equal(1, shipped.LinkShare / fit.LinkShare, 0.01);
        Assert.Equal(1, shipped.NetworkShare / fit.NetworkShare, 0.01);
        Assert.Equal(1, shipped.LaunchSeconds / fit.LaunchSeconds, 0.02);
    }

    [Fact]
    public void Models_ExactRows_AreEqualToTheLastDigit()
    {
        var reports = new ModelsTable().Judge(ModelTable.Read(SharedData.File("cost", "models.csv"))).ToList();

        Assert.StartsWith("parameters, rows that are exact (137 of 137 equal", reports[0].Quantity, StringComparison.Ordinal);
        Assert.Empty(reports[0].Skipped);
    }
}
