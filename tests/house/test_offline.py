"""What becomes of each command on a device of a shared company (docs/using/working-offline.md).

A new command is written down here by whoever has thought about it: does money or paper change hands, must it
be equal everywhere at once, is it about this machine alone, or may two people simply do it at the same time?
"""

from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.engine.commands import Offline


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Money or paper has changed hands: the server takes it whatever others did meanwhile.
FACT = _names(
    """
    PostInvoice IssueInvoice PostCreditNote PostBill IssueBill IssueDebitNote RecordExpense
    ReceivePayment PaySupplier ReversePayment RefundCustomer ReceiveRefund RefundNote TransferMoney
    PayCommissionSettlement IssueRecurring RecordReminder RecordDueReminders InvoiceDelivery BillFreight
    """
)
# People, rights, locks, closings, rates and series: only the server, because they must not differ anywhere.
SERVER = _names(
    """
    CreateCompany UpdateCompany SaveBranch AddUser InviteMember UpdateMember DeactivateUser
    ReactivateUser SetPassword ChangeOwnPassword InviteUser RenewInvite RevokeInvite RedeemInvite
    ChangeRole EnrolSecondFactor ConfirmSecondFactor RemoveSecondFactor RenewRecoveryCodes
    ResetSecondFactor IssuePasswordReset RedeemPasswordReset CreateApiKey RevokeApiKey SetLock
    SetHardLock AllowException EndException SaveTaxCode AddTaxRate RemoveTaxCode SaveWithholdingSection
    AddWithholdingRate SaveNumberSeries RevalueCurrencies TakeBackRevaluation SaveCommissionPlan
    ApproveCommission SettleCommissions RunSettlement CancelCommissionSettlement SaveApprovalRule
    RemoveApprovalRule CloseMonth CloseYear ReopenYear PostOpeningBalances InviteDevice JoinDevice
    SucceedDevice RevokeDevice VoidNumbers FileException ErasePersonalData
    BillBrokerage BillCharge BillAllBrokerage SettleClaim
    SeedTradeDesk
    """
)
# About this machine alone: the server never hears of it.
LOCAL = _names(
    """
    RecordSignIn ProveSession OpenSession RefreshSession EndSession EndSessionsOfUser NoteApiKeyUse
    """
)
# Done at once and again on the server, which may adjust or refuse it with a reason.
ORDINARY = _names(
    """
    SaveBankDetails ChangeSetting AttachFile RemoveAttachment SetLogo SaveExchangeRate
    RemoveExchangeRate ImportExchangeRates SaveParty DeactivateParty ReactivateParty
    SavePartyWithholding RemovePartyWithholding SaveItem DeactivateItem ReactivateItem SaveUnit
    SavePriceList SavePrice RemovePrice ReprisePriceList ChoosePriceList SaveAccount SaveCostCentre
    PostJournal ReverseEntry SaveDraft DeleteDraft VoidInvoice ImportInvoices SaveOrder SendQuote
    AcceptQuote DeclineQuote ConfirmOrder CloseOrder ReopenOrder DeleteOrder OrderQuote InvoiceOrders
    SaveBillDraft DeleteBillDraft VoidBill ImportBills AllocatePayment Unallocate SetOffNotes SetOffNote
    WriteOffInvoice TakeBackWriteOff SaveMoneyAccount ImportBankStatement MatchBankLine UnmatchBankLine
    IgnoreBankLine RestoreBankLine BookBankLine MatchBankLines SaveBankRule RemoveBankRule
    ReconcileAccount ApproveTicket RefuseTicket WithdrawTicket ParkCommand NoteTicketFailure OpenDispute
    AddDisputeNote SettleDispute SaveRecurring RepeatInvoice PauseRecurring ResumeRecurring
    DeleteRecurring SkipOccurrence ImportParties ImportItems DecideException RepeatException
    SaveOffer EnterOffer RepeatOffer WithdrawOffer RejectOffer StartNegotiation CounterOffer RejectNegotiation
    WithdrawNegotiation ExpireOffers AcceptRound
    SaveCommodity DeactivateCommodity ReactivateCommodity SaveLocation DeactivateLocation
    ReactivateLocation SaveFreightRate RemoveFreightRate SaveTradeClause DeactivateTradeClause
    MakeTrade AmendTrade ReviseTrade ConfirmTrade TakeBackConfirmation SendTradeNote AssignLots ReleaseLot
    JudgeLot TakeLot RejectLot CloseTrade CancelTrade DefaultTrade ReopenTrade SaveBrokerageRate
    ReactivateTradeClause SaveAllowanceTable DeactivateAllowanceTable ReactivateAllowanceTable
    SavePartner BlockPartner UnblockPartner VerifyPartnerBank SaveKycRecord VerifyKycRecord
    RejectKycRecord RemoveKycRecord SaveCertification VerifyCertification RemoveCertification
    CaptureMessages SaveMessageAsOffer SaveMessageAsRound DiscardMessage ReopenMessage
    SaveLot WithdrawLot OfferLotAgain AddLotTest CorrectLotTest WithdrawLotTest
    RecordLifting RecordDelivery VoidDelivery NoteSellerBill
    OpenClaim AddClaimStep ProposeSettlement TakeToArbitration
    SaveLot WithdrawLot OfferLotAgain AddLotTest CorrectLotTest WithdrawLotTest
    RecordLifting RecordDelivery VoidDelivery NoteSellerBill
    CaptureMessages SaveMessageAsOffer SaveMessageAsRound DiscardMessage ReopenMessage
    """
)
CLASSES = {Offline.FACT: FACT, Offline.SERVER: SERVER, Offline.LOCAL: LOCAL, Offline.ORDINARY: ORDINARY}


def test_every_command_has_been_thought_about() -> None:
    commands = Catalogue().commands
    for kind, names in CLASSES.items():
        assert {name for name, one in commands.items() if one.command.offline is kind} == names


def test_no_command_is_in_two_classes() -> None:
    assert sum(map(len, CLASSES.values())) == len(frozenset().union(*CLASSES.values()))
