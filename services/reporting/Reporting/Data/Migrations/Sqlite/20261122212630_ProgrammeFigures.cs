using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerPlatform.Reporting.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    internal sealed partial class ProgrammeFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "QuarterFigures",
                columns: table => new
                {
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Supporters = table.Column<int>(type: "INTEGER", nullable: false),
                    QualifiedSupporters = table.Column<int>(type: "INTEGER", nullable: false),
                    OthersQualified = table.Column<int>(type: "INTEGER", nullable: false),
                    Selected = table.Column<int>(type: "INTEGER", nullable: false),
                    StoodDown = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuarterFigures", x => new { x.TenantId, x.From });
                });

            migrationBuilder.CreateTable(
                name: "SupporterTurns",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    What = table.Column<string>(type: "TEXT", nullable: false),
                    Turn = table.Column<int>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Begins = table.Column<bool>(type: "INTEGER", nullable: false),
                    CountsOn = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SupporterTurns", x => new { x.TenantId, x.MemberId, x.What, x.Turn });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "QuarterFigures");

            migrationBuilder.DropTable(
                name: "SupporterTurns");
        }
    }
}
